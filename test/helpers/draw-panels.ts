/** A poster whose words are known: its picture, and the rows of words as a perfect reader would give them. */
import sharp from 'sharp';
import { findFlatRegions } from '../../src/poster/structure/page/find-flat-regions.ts';
import type { Picture, WordRow } from '../../src/poster/structure/page/page-model.ts';
import { findStructure } from '../../src/poster/structure/regions/find-structure.ts';
import type { PosterStructure } from '../../src/poster/structure/regions/structure.ts';

export const WIDTH = 1400;
export const HEIGHT = 1000;

export interface DrawnLine {
  text: string;
  x: number;
  /** Of the baseline. */
  y: number;
  size: number;
  colour?: string;
  bold?: boolean;
}

/** A word is as wide as its letters are many; the letters are blocks, which look like ink to all that looks at pixels. */
const ADVANCE = 0.55;

export function wordRow({ text, x, y, size, bold = false }: DrawnLine): WordRow {
  let at = x;
  const words = text.split(' ').map((word) => {
    const width = word.length * size * ADVANCE;
    const box = { x0: at, y0: y - size * 0.75, x1: at + width, y1: y + size * 0.2 };
    at += width + size * 0.3;
    return { text: word, box, confidence: 1, size };
  });
  return { words, bold };
}

const blocks = (line: DrawnLine): string =>
  wordRow(line)
    .words.flatMap(({ text, box }) =>
      [...text].map((_, index) => {
        const x = box.x0 + index * line.size * ADVANCE;
        const stroke = line.size * (line.bold ? 0.35 : 0.2);
        return `<rect x="${x}" y="${box.y0}" width="${stroke}" height="${line.size * 0.75}" fill="${line.colour ?? '#111111'}"/>`;
      }),
    )
    .join('');

/** @param shapes SVG under the text. */
export async function drawPanels(lines: readonly DrawnLine[], shapes: string): Promise<Picture> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#ffffff"/>${shapes}${lines.map(blocks).join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

export async function structureOf(lines: readonly DrawnLine[], shapes: string): Promise<PosterStructure> {
  const picture = await drawPanels(lines, shapes);
  return findStructure(picture, findFlatRegions(picture, 1), lines.map(wordRow));
}

/** Five lines of running text. */
export const paragraph = (x: number, y: number, word: string): DrawnLine[] =>
  Array.from({ length: 5 }, (_, line) => ({ text: `${word} runs on over this line`, x, y: y + line * 26, size: 18 }));

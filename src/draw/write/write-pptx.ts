/** A drawing as one slide to go on editing: text in frames, tables as tables, formulas as pictures that tell their LaTeX. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import PptxGenJs from 'pptxgenjs';
import sharp from 'sharp';
import {
  type Area,
  type Drawing,
  type DrawnBox,
  type Mark,
  moved,
  type Table,
  type TextBlock,
  textBlocksOf,
} from '../page/poster-drawing.ts';
import type { SetFormula } from '../type/set-formula.ts';
import { framesOf, hex, inches, paragraphRuns, plain, round } from './pptx-text.ts';
import { outlines } from './write-svg.ts';

type Slide = PptxGenJs.default.Slide;

/** Its types tell of CommonJS, but what is imported is a module: the class itself. */
const Deck = PptxGenJs as unknown as typeof PptxGenJs.default;

export async function writePptx(drawing: Drawing): Promise<Buffer> {
  const deck = new Deck();
  deck.defineLayout({ name: 'poster', width: inches(drawing.width), height: inches(drawing.height) });
  deck.layout = 'poster';
  deck.title = plain(drawing.title);
  deck.author = 'poster-stream';
  deck.company = '';
  const slide = deck.addSlide();
  slide.background = { color: hex(drawing.ground) };
  for (const box of drawing.boxes) await addBox(slide, box);
  const written = await deck.write({ outputType: 'nodebuffer' });
  if (!(written instanceof Uint8Array)) throw new Error('The slide was not written as bytes');
  return withoutTimes(written);
}

const place = ({ x, y, width, height }: Area) => ({ x: inches(x), y: inches(y), w: inches(width), h: inches(height) });

async function addBox(slide: Slide, { id, area, fill, border, marks }: DrawnBox): Promise<void> {
  if (fill !== null || border !== null) {
    const line = border === null ? {} : { line: { color: hex(border), width: 2 } };
    const ground = fill === null ? {} : { fill: { color: hex(fill) } };
    slide.addShape('rect', { ...place(area), ...ground, ...line, objectName: plain(id) });
  }
  const texts = marks.filter((mark): mark is TextBlock => mark.kind === 'text');
  for (const mark of marks) await addMark(slide, mark);
  for (const frame of framesOf(texts)) addFrame(slide, frame);
  for (const text of marks.flatMap(textBlocksOf)) await addInlineFormulas(slide, text);
}

async function addMark(slide: Slide, mark: Mark): Promise<void> {
  switch (mark.kind) {
    case 'panel':
      slide.addShape('rect', { ...place(mark.area), fill: { color: hex(mark.fill) } });
      return;
    case 'picture':
      slide.addImage({
        ...place(mark.area),
        data: dataOf(mark.image.mediaType, mark.image.bytes),
        altText: plain(mark.alt),
      });
      return;
    case 'formula':
      await addFormula(slide, mark.formula, mark.area.x, mark.area.y + mark.baseline, mark.size, mark.colour);
      return;
    case 'table':
      addTable(slide, mark);
  }
}

const dataOf = (mediaType: string, bytes: Buffer): string => `${mediaType};base64,${bytes.toString('base64')}`;

/** A little wider than measured: another program's rounding must not break a line that just fits. */
const SLACK = 1.006;

function addFrame(slide: Slide, frame: readonly TextBlock[]): void {
  const left = Math.min(...frame.map(({ area, marker }) => area.x + (marker?.x ?? 0)));
  const [first] = frame;
  const last = frame.at(-1);
  if (!first || !last || first.lines.length === 0) return;
  const right = first.area.x + first.area.width;
  const width = right - left;
  const slack = first.align === 'center' ? (width * (SLACK - 1)) / 2 : 0;
  const area = {
    x: left - slack,
    y: first.area.y,
    width: width * SLACK,
    height: last.area.y + last.area.height - first.area.y,
  };
  const runs = frame.flatMap((text, i) => paragraphRuns(text, frame[i - 1] ?? null, left));
  slide.addText(runs, { ...place(area), margin: 0, valign: 'top', wrap: true, objectName: first.role });
}

function addTable(slide: Slide, { area, columns, rows, rule }: Table): void {
  const size = rows[0]?.cells[0]?.size ?? 12;
  const line = { type: 'solid', pt: round(Math.max(0.75, size * 0.06)), color: hex(rule) } as const;
  const none = { type: 'none' } as const;
  const last = rows.length - 1;
  const cells = rows.map(({ isHead, cells: row }, i) =>
    row.map((cell): PptxGenJs.default.TableCell => {
      const runs = paragraphRuns({ ...cell, marker: null }, null, cell.area.x);
      const below = isHead || i === last ? line : none;
      return {
        text: runs,
        options: { align: cell.align, valign: 'middle', border: [i === 0 ? line : none, none, below, none] },
      };
    }),
  );
  const pad = size * 0.4;
  slide.addTable(cells, {
    ...place(area),
    colW: columns.map(inches),
    rowH: rows.map(({ height }) => inches(height)),
    margin: [0, inches(pad), 0, inches(pad)],
    fontSize: round(size),
  });
}

async function addInlineFormulas(slide: Slide, { lines, area, colour }: TextBlock): Promise<void> {
  for (const line of lines)
    for (const piece of line.pieces)
      if (piece.kind === 'formula')
        await addFormula(slide, piece.formula, area.x + line.x + piece.x, area.y + line.baseline, piece.size, colour);
}

/** Pixels an inch of a formula's picture, which stays sharp in print. */
const FORMULA_DPI = 300;

async function addFormula(
  slide: Slide,
  formula: SetFormula,
  x: number,
  baseline: number,
  size: number,
  colour: string,
): Promise<void> {
  const { width, height, depth, latex } = formula;
  const area = { x, y: baseline - height * size, width: width * size, height: (height + depth) * size };
  const box = moved({ area }, -x, -area.y).area;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${box.width}pt" height="${box.height}pt" viewBox="0 0 ${box.width} ${box.height}">${outlines(formula, 0, height * size, size, colour)}</svg>`;
  const png = await sharp(Buffer.from(svg), { density: FORMULA_DPI }).png().toBuffer();
  slide.addImage({ ...place(area), data: dataOf('image/png', png), altText: plain(latex) });
}

/** In local time, as a ZIP has it: the same bytes in every time zone. */
const FIRST_DAY = new Date(1980, 0, 1);
const TIMES = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

function withoutTimes(zip: Uint8Array): Buffer {
  const files = unzipSync(zip);
  const core = 'docProps/core.xml';
  const said = files[core];
  if (said) files[core] = strToU8(strFromU8(said).replace(TIMES, '$11980-01-01T00:00:00Z'));
  const listed = Object.entries(files).filter(([name]) => !name.endsWith('/'));
  return Buffer.from(zipSync(Object.fromEntries(listed), { level: 6, mtime: FIRST_DAY }));
}

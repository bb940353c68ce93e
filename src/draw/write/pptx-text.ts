/** Blocks of text as a slide has them: paragraphs that are broken anew when somebody edits them. */
import type PptxGenJs from 'pptxgenjs';
import type { TextBlock } from '../page/poster-drawing.ts';
import type { Line, Piece } from '../type/broken-line.ts';

/** pptxgenjs measures places in inches and text in points. */
export const inches = (value: number): number => value / 72;
export const hex = (colour: string): string => colour.slice(1).toUpperCase();

/** What every system has, or has a face of the same widths for. */
const NAMES = { Arimo: 'Arial', Cousine: 'Courier New', 'DejaVu Sans': 'Arial' } as const;

/** Consecutive paragraphs share a frame, as somebody who edits them expects. */
export function framesOf(texts: readonly TextBlock[]): TextBlock[][] {
  const frames: TextBlock[][] = [];
  for (const text of texts) {
    const last = frames.at(-1)?.at(-1);
    if (last && isRunning(last) && isRunning(text) && isBelow(last, text)) frames.at(-1)?.push(text);
    else frames.push([text]);
  }
  return frames;
}

const isRunning = ({ role }: TextBlock): boolean => role === 'paragraph' || role === 'item' || role === 'subheading';

const rightOf = ({ area }: TextBlock): number => area.x + area.width;

const isBelow = (above: TextBlock, below: TextBlock): boolean =>
  below.area.y >= above.area.y &&
  Math.abs(rightOf(above) - rightOf(below)) < 1 &&
  below.area.y - above.area.y < above.area.height + above.size * 4;

/** @param left where the frame begins */
export function paragraphRuns(
  text: TextBlock,
  previous: TextBlock | null,
  left: number,
): PptxGenJs.default.TextProps[] {
  const { lines, align, size, leading, colour, area } = text;
  const before = previous ? Math.max(0, area.y - previous.area.y - previous.area.height) : 0;
  const paragraph = { align, lineSpacing: round(leading), paraSpaceBefore: round(before), ...bulletOf(text, left) };
  const holds = lines.some(({ pieces }) => pieces.some(({ kind }) => kind === 'formula'));
  // Where formulas lie over gaps in the text, lines must stay as they are.
  const fixed = holds || text.role === 'code';
  const runs = lines.flatMap((line, i) => {
    const last = lines.length - 1 === i;
    const end = last || fixed ? '' : ' ';
    return lineRuns(line, end).map(
      (run, j): PptxGenJs.default.TextProps => ({
        text: run.text ?? '',
        options: {
          ...paragraph,
          fontSize: round(size),
          color: hex(colour),
          ...run.options,
          ...(fixed && i > 0 && j === 0 ? { softBreakBefore: true } : {}),
        },
      }),
    );
  });
  const final = runs.at(-1);
  if (final) final.options = { ...final.options, breakLine: true };
  return runs;
}

function bulletOf({ marker, size, area }: TextBlock, left: number): PptxGenJs.default.TextPropsOptions {
  const sign = marker?.pieces.map((piece) => (piece.kind === 'run' ? piece.text : '')).join('');
  if (!sign || !marker) return {};
  const indent = round(-marker.x || size);
  const number = Number.parseInt(sign, 10);
  const indentLevel = Math.max(0, Math.round((area.x - left) / indent) - 1);
  return { indentLevel, bullet: Number.isNaN(number) ? { indent } : { type: 'number', numberStartAt: number, indent } };
}

function lineRuns({ pieces }: Line, end: string): PptxGenJs.default.TextProps[] {
  return pieces.map((piece, i) => {
    const tail = i === pieces.length - 1 ? end : '';
    return piece.kind === 'formula' ? gapFor(piece.width, piece.size, tail) : runOf(piece, tail);
  });
}

function runOf({ text, face, raise }: Extract<Piece, { kind: 'run' }>, tail: string): PptxGenJs.default.TextProps {
  const { bold, italic } = face.style;
  const shift = raise > 0 ? { superscript: true } : raise < 0 ? { subscript: true } : {};
  return { text: plain(text) + tail, options: { bold, italic, fontFace: NAMES[face.family], ...shift } };
}

/** Of Arial's space, as a share of the size. */
const SPACE = 0.278;

/** One space, as wide as the picture that lies over it. */
const gapFor = (width: number, size: number, tail: string): PptxGenJs.default.TextProps => ({
  text: `\u00a0${tail}`,
  options: { charSpacing: round(width - SPACE * size), fontFace: 'Arial' },
});

/** What XML cannot hold. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\ufffe\uffff]/gu, ' ').toWellFormed();

export const round = (value: number): number => Math.round(value * 100) / 100;

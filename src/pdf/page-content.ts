/** One page as it is drawn: its glyph runs and its graphics. */
import { OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { RowError } from '../model/item.ts';
import { allowDecoding, wasTooMuch } from './decoded-bytes.ts';
import type { PageGraphics } from './drawing.ts';
import { IDENTITY } from './geometry.ts';
import type { GlyphRun } from './glyph-run.ts';
import { shownGlyphs } from './glyph-runs.ts';
import { GraphicsReader } from './graphics.ts';
import { matrixOf } from './operands.ts';
import type { OperatorChunk } from './operator-chunk.ts';
import { describeFont } from './page-fonts.ts';
import type { ParserLine } from './parser-line.ts';
import { runsOf, type ShownGlyph } from './run-builder.ts';
import { TextOperators } from './text-operators.ts';

export interface PageContent extends Disposable {
  /** From 1. */
  readonly number: number;
  /** Of the crop box as it is shown, rotation applied, in points. */
  readonly width: number;
  readonly height: number;
  readonly runs: readonly GlyphRun[];
  /** In the order in which they are drawn. */
  readonly glyphs: readonly ShownGlyph[];
  readonly graphics: PageGraphics;
}

/** Acrobat's own limit is 14,400 points; anything beyond is damage or mischief. */
const LARGEST_SIDE = 14_400;
/** Drawn maps and scatter plots have some hundred thousand. */
const MOST_OPERATORS = 1_000_000;
/** What a form costs, in operators: each is looked up, entered and left. */
const OPERATORS_A_FORM = 8;

/** @throws RowError `unreadable` when the page is beyond repair, `too-large` when it is absurd */
export async function readPage(document: PDFDocumentProxy, line: ParserLine, number: number): Promise<PageContent> {
  allowDecoding();
  const proxy = await attempt(number, () => document.getPage(number));
  const { width, height, transform } = proxy.getViewport({ scale: 1 });
  if (!(width > 0 && height > 0 && width <= LARGEST_SIDE && height <= LARGEST_SIDE))
    throw new RowError('too-large', `page ${number} measures ${width} × ${height} points`);
  const toPage = matrixOf(transform) ?? IDENTITY;
  const drawn = new GraphicsReader(toPage, { x0: 0, y0: 0, x1: width, y1: height });
  const text = new TextOperators();
  let operators = 0;
  const read = ({ fnArray, argsArray }: OperatorChunk): boolean => {
    operators += fnArray.length;
    if (operators > MOST_OPERATORS) return false;
    for (let i = 0; i < fnArray.length; i++) {
      if (fnArray[i] === OPS.paintFormXObjectBegin) operators += OPERATORS_A_FORM;
      drawn.apply(fnArray[i]!, argsArray[i]);
      text.add(fnArray[i]!, argsArray[i]);
    }
    return true;
  };
  try {
    // 0: annotations (links, comments, form fields) are not the paper's content.
    await attempt(number, () => line.reading(read, () => proxy.getOperatorList({ annotationMode: 0 })));
  } finally {
    // Told before whatever came of it.
    refuse(number, operators);
  }
  const glyphs = shownGlyphs(text, toPage, (id) => describeFont(proxy, id));
  return {
    number,
    width,
    height,
    graphics: drawn.graphics,
    glyphs,
    runs: runsOf(glyphs),
    [Symbol.dispose]: () => void proxy.cleanup(),
  };
}

/** @throws RowError `too-large`, where pdfjs has left out what it was not to decode, or was stopped */
function refuse(number: number, operators: number): void {
  if (wasTooMuch()) throw new RowError('too-large', `page ${number} unpacks to more than it may`);
  if (operators > MOST_OPERATORS)
    throw new RowError('too-large', `page ${number} holds more than ${MOST_OPERATORS} drawing operators`);
}

async function attempt<T>(number: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RowError('unreadable', `page ${number} could not be read: ${message}`, { cause });
  }
}

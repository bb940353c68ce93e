/** One page as it is drawn: its glyph runs, and the operators behind them for whoever looks for drawings. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { RowError } from '../item.ts';
import type { Matrix } from './geometry.ts';
import { type FontLookup, type GlyphRun, glyphRuns } from './glyph-runs.ts';
import { describeFont } from './page-fonts.ts';

/** A page's drawing operators in the order in which they paint; codes are pdfjs's `OPS`. */
export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

export interface PageContent extends Disposable {
  /** From 1. */
  readonly number: number;
  /** Of the crop box as it is shown, rotation applied, in points. */
  readonly width: number;
  readonly height: number;
  /** From PDF user space to points with origin top left, rotation and crop box applied. */
  readonly toPage: Matrix;
  readonly runs: readonly GlyphRun[];
  readonly operators: OperatorList;
  /** The page inside pdfjs, for its image and font stores. */
  readonly proxy: PDFPageProxy;
}

/** Acrobat's own limit is 14,400 points; anything beyond is damage or mischief. */
const LARGEST_SIDE = 14_400;
const MOST_OPERATORS = 2_000_000;

/** @throws RowError `unreadable` when the page is beyond repair, `too-large` when it is absurd */
export async function readPage(document: PDFDocumentProxy, number: number): Promise<PageContent> {
  const proxy = await attempt(number, () => document.getPage(number));
  const { width, height, transform } = proxy.getViewport({ scale: 1 });
  if (!(width > 0 && height > 0 && width <= LARGEST_SIDE && height <= LARGEST_SIDE))
    throw new RowError('too-large', `page ${number} measures ${width} × ${height} points`);
  // 0: annotations (links, comments, form fields) are not the paper's content.
  const operators = await attempt(number, () => proxy.getOperatorList({ annotationMode: 0 }));
  if (operators.fnArray.length > MOST_OPERATORS)
    throw new RowError('too-large', `page ${number} holds ${operators.fnArray.length} drawing operators`);
  const toPage = matrixOf(transform);
  const fonts: FontLookup = (id) => describeFont(proxy, id);
  return {
    number,
    width,
    height,
    toPage,
    operators,
    proxy,
    runs: glyphRuns(operators, toPage, fonts),
    [Symbol.dispose]: () => void proxy.cleanup(),
  };
}

function matrixOf(numbers: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}

async function attempt<T>(number: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new RowError('unreadable', `page ${number} could not be read: ${message}`, { cause });
  }
}

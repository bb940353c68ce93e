/** What is usual in a document's text, before anything is known of its columns and paragraphs. */
import { overlapX } from '../../pdf/geometry.ts';
import type { PageLine } from './page-line.ts';

export interface TextLook {
  /** Of the running text, in points. */
  readonly bodySize: number;
  /** Of the running text. */
  readonly bodyFont: string;
  /** Usual distance of two baselines, in points, for text of a size. */
  leading(size: number): number;
}

/** Fewer lines of a size than this say nothing about its leading. */
const ENOUGH = 5;
/** Points that two lines must share to be under one another. */
const SHARED = 20;

export function textLook(pages: readonly { readonly lines: readonly PageLine[] }[]): TextLook {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  const steps = new Map<number, Map<number, number>>();
  for (const { lines } of pages) {
    for (const line of lines) {
      count(sizes, tenth(line.size), line.text.length);
      count(fonts, line.font, line.text.length);
    }
    for (const [size, step] of lineSteps(lines)) {
      const tally = steps.get(half(size)) ?? new Map<number, number>();
      steps.set(half(size), tally);
      count(tally, Math.round(step * 4) / 4, 1);
    }
  }
  const bodySize = most(sizes, 1) ?? 10;
  const bodyLeading = most(steps.get(half(bodySize)), ENOUGH) ?? 1.2 * bodySize;
  return {
    bodySize,
    bodyFont: most(fonts, 1) ?? '',
    leading: (size) => most(steps.get(half(size)), ENOUGH) ?? (bodyLeading * size) / bodySize,
  };
}

/** Size and distance for each line of words and the next one under it. */
function* lineSteps(lines: readonly PageLine[]): Generator<[size: number, step: number]> {
  const rows = lines
    .filter((line) => line.angle === 0 && line.text.length > 15)
    .toSorted((a, b) => a.baseline - b.baseline);
  for (const [i, line] of rows.entries()) {
    for (const below of rows.slice(i + 1, i + 40)) {
      const step = below.baseline - line.baseline;
      if (step > 2.8 * line.size) break;
      if (step < 0.8 * line.size || Math.abs(below.size - line.size) > 0.2 || overlapX(line, below) < SHARED) continue;
      yield [line.size, step];
      break;
    }
  }
}

const tenth = (size: number): number => Math.round(size * 10) / 10;
const half = (size: number): number => Math.round(size * 2) / 2;

function count<K>(tally: Map<K, number>, key: K, weight: number): void {
  tally.set(key, (tally.get(key) ?? 0) + weight);
}

function most<K>(tally: ReadonlyMap<K, number> | undefined, least: number): K | null {
  let best: K | null = null;
  let weight = least - 1;
  for (const [key, value] of tally ?? []) if (value > weight) [best, weight] = [key, value];
  return best;
}

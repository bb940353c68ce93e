/** How a list of references shows where an entry begins: by labels that count up, by labels in brackets, or by lines that hang. */
import type { Block } from '../blocks/block.ts';
import type { TextLine } from '../lines/text-line.ts';

/** A line of the list, and the column it stands in. */
export interface ListLine {
  readonly line: TextLine;
  readonly block: Block;
}

/** Which lines begin an entry. */
export type EntryStarts = ReadonlySet<TextLine>;

/** `[12]`, `(12)`, `12.`, `¹²`, `12 Name`: one way to a list. */
const COUNTED = [
  /^\[(\d{1,3})\]/,
  /^\((\d{1,3})\)/,
  /^(\d{1,3})\.(?=\s)/,
  /^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=\s?[\p{L}“"])/u,
  /^(\d{1,3})(?=\s+\p{Lu})/u,
];
/** `[Al]`, `[ANJ+04]`. */
const NAMED = /^\[[^\]]{0,3}\p{L}[^\]]{0,14}\]/u;

/** Fewer labels are a coincidence. */
const FEWEST = 3;
/** Labels lost in the PDF: the count may go on this much higher. */
const LARGEST_STEP = 3;

export function entryStarts(lines: readonly ListLine[]): EntryStarts | null {
  const counts = COUNTED.map((label) => countedStarts(lines, label));
  const counted = counts.reduce((most, starts) => (starts.size > most.size ? starts : most));
  if (counted.size >= FEWEST) return counted;
  const named = lines.filter(({ line, block }) => NAMED.test(line.text) && line.x0 < block.left + line.size);
  if (named.length >= FEWEST) return new Set(named.map(({ line }) => line));
  return hangingStarts(lines);
}

function countedStarts(lines: readonly ListLine[], label: RegExp): Set<TextLine> {
  const starts = new Set<TextLine>();
  let last = 0;
  for (const { line } of lines) {
    const number = labelNumber(line.text, label);
    if (number === null || number <= last || number > last + LARGEST_STEP) continue;
    starts.add(line);
    last = number;
  }
  return starts;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function labelNumber(text: string, label: RegExp): number | null {
  const digits = label.exec(text)?.[1];
  if (digits === undefined) return null;
  return Number([...digits].map((digit) => (RAISED.includes(digit) ? RAISED.indexOf(digit) : digit)).join(''));
}

/** Shares of the lines that begin entries where those hang, and sizes by which the others stand in. */
const HANGING = { fewest: 0.08, most: 0.8, step: 0.5, farthest: 6 };

function hangingStarts(lines: readonly ListLine[]): EntryStarts | null {
  const edges = new Map<string, number>();
  for (const { line, block } of lines) {
    const column = columnKey(line, block);
    edges.set(column, Math.min(line.x0, edges.get(column) ?? line.x0));
  }
  const standsIn = ({ line, block }: ListLine) => (line.x0 - (edges.get(columnKey(line, block)) ?? 0)) / line.size;
  const starts = lines.filter((each) => standsIn(each) < HANGING.step);
  const far = lines.filter((each) => standsIn(each) > HANGING.farthest);
  const share = starts.length / lines.length;
  if (share < HANGING.fewest || share > HANGING.most || far.length > 0.1 * lines.length) return null;
  // What follows a short line begins an entry; that must be where the line stands out.
  const after = lines.filter((_, i) => isShort(lines[i - 1]));
  const outside = after.filter((each) => standsIn(each) < HANGING.step);
  return outside.length >= 0.7 * after.length ? new Set(starts.map(({ line }) => line)) : null;
}

const columnKey = (line: TextLine, block: Block) => `${line.page}/${Math.round(block.left)}`;

const isShort = (each: ListLine | undefined) =>
  each !== undefined && each.line.x1 < each.block.right - 4 * each.line.size;

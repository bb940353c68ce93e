/** Lines in drawing order → the same with the raised and lowered parts of a formula inside a line of words put into that line. */
import { type Line, lineOf } from './line.ts';

/** Characters of such a part (a fraction's half, a bracket, a root), and how many there are between two words. */
const LONGEST = 12;
const MOST_PARTS = 8;
/** Sizes by which a part stands above or below its line; tall brackets hang from a point far above it. */
const FARTHEST = 1.6;
/** Sizes of white between a part and what it stands next to. */
const WIDEST_GAP = 1.2;

/** A part is drawn between the words that it stands between: that tells it from a part of the line above or below. */
export function joinInline(lines: readonly Line[]): Line[] {
  const out: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    let line = lines[i]!;
    for (let end = restAt(lines, i, line); end !== null; end = restAt(lines, i, line)) {
      const runs = lines.slice(i + 1, end + 1).flatMap((part) => part.runs);
      line = lineOf(line.page, [...line.runs, ...runs]);
      i = end;
    }
    out.push(line);
  }
  return out;
}

/** Where `line`, that ends before a formula's parts, goes on after them. */
function restAt(lines: readonly Line[], at: number, line: Line): number | null {
  let right = line.x1;
  for (let i = at + 1; i <= at + 1 + MOST_PARTS; i++) {
    const next = lines[i];
    if (!next || next.x0 < line.x1 - 0.5 * line.size || next.x0 > right + WIDEST_GAP * line.size) return null;
    if (isRest(line, next)) return i > at + 1 && next.x0 > right - 0.5 * line.size && hasWords(line, next) ? i : null;
    if (next.text.length > LONGEST || Math.abs(next.baseline - line.baseline) > FARTHEST * line.size) return null;
    right = Math.max(right, next.x1);
  }
  return null;
}

const isRest = (line: Line, next: Line) =>
  Math.abs(next.baseline - line.baseline) < 0.1 * line.size && Math.abs(next.size - line.size) < 0.12 * line.size;

const hasWords = (...lines: readonly Line[]) => lines.some(({ text }) => /\p{L}{3}/u.test(text));

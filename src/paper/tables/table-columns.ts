/** Where a table's columns divide: the strips of white that nearly all rows leave. */
import type { Bar } from './grid-bars.ts';
import { type Division, type Piece, type Row, wordsOf } from './table-cells.ts';

/** Points: a narrower strip is a space between words. */
const NARROWEST = 2.5;
/** Share of the rows that may cross a strip: spanning heads and section titles inside the table. */
const CROSSING = 0.12;

/** Sizes: narrower white between single words may be their spaces. */
const WORDS_APART = 0.4;
/** From so many rows on, white that all of them leave between words is no accident. */
const ENOUGH_ROWS = 3;

/** The divisions between two columns, left to right; `names` is the head's last line. */
export function columnDivisions(rows: readonly Row[], names: Row | undefined, bars: readonly Bar[]): Division[] {
  const few = rows.length < ENOUGH_ROWS && names;
  const telling = rows.filter((row) => row.pieces.length > 1);
  const judged = few ? [...rows, names] : telling.length >= 2 ? telling : rows;
  const share = Math.floor(CROSSING * judged.length);
  const crossing = few ? 0 : judged.length < 5 ? Number(judged.length > 2) : Math.max(1, share);
  const between = whiteIn(
    judged.map((row) => row.pieces),
    crossing,
    NARROWEST,
  );
  const size = Math.max(...judged.flatMap((row) => row.pieces.map((piece) => piece.size)));
  const words = (names && !few ? [...judged, names] : judged).map((row) => wordsOf(row.pieces));
  const white = words.length < ENOUGH_ROWS ? [] : whiteIn(words, 0, Math.max(NARROWEST, WORDS_APART * size));
  const fine = white.filter((strip) => !between.some((other) => strip.from < other.to && strip.to > other.from));
  const drawn = bars.map((bar) => ({ x: bar.x, from: bar.x, to: bar.x, bar }));
  const found = [...between, ...fine];
  const isWhole = !few && names && names.pieces.length > found.length + 1;
  const named = isWhole ? found.flatMap((strip) => aroundNames(strip, names)) : found;
  const free = named.filter(({ from, to }) => !bars.some(({ x }) => x > from - RULE_END && x < to + RULE_END));
  return [...free, ...drawn].toSorted((a, b) => a.x - b.x);
}

/** A column that holds nothing but its name in the head: there is white on either side of it. */
function aroundNames(strip: Division, names: Row): Division[] {
  const inside = names.pieces.filter(({ x0, x1 }) => x0 > strip.from - 1 && x1 < strip.to + 1);
  const edges = [strip.from, ...inside.flatMap(({ x0, x1 }) => [x0, x1]), strip.to];
  return [...inside, null].map((_, i) => {
    const [from = strip.from, to = strip.to] = edges.slice(2 * i, 2 * i + 2);
    return { x: (from + to) / 2, from, to, bar: null };
  });
}

/** The strips at least as wide as `narrowest` that all but `crossing` of the rows leave white. */
function whiteIn(rows: readonly (readonly Piece[])[], crossing: number, narrowest: number): Division[] {
  const pieces = rows.flat();
  if (pieces.length === 0) return [];
  const x0 = Math.floor(Math.min(...pieces.map((piece) => piece.x0)));
  const x1 = Math.ceil(Math.max(...pieces.map((piece) => piece.x1)));
  const covered = new Uint16Array(Math.max(0, (x1 - x0) * 2));
  for (const piece of pieces) {
    const to = Math.round((piece.x1 - x0) * 2);
    for (let x = Math.max(0, Math.round((piece.x0 - x0) * 2)); x < to; x++) covered[x] = (covered[x] ?? 0) + 1;
  }
  return strips(covered, crossing, narrowest * 2).map(([from, to]) => ({
    x: x0 + (from + to) / 4,
    from: x0 + from / 2,
    to: x0 + to / 2,
    bar: null,
  }));
}

/** Share of a cell's width that may stick out into the next column. */
const STICKING_OUT = 0.35;

/** The first and last column, from 0, that something stands in. */
export function columnsOf(
  piece: { x0: number; x1: number },
  divisions: readonly number[],
): { from: number; to: number } {
  const from = divisions.filter((x) => x <= piece.x0 + 1).length;
  const to = Math.max(from, divisions.filter((x) => x < piece.x1 - 1).length);
  const division = divisions[from];
  if (to !== from + 1 || division === undefined) return { from, to };
  const beyond = (piece.x1 - division) / (piece.x1 - piece.x0);
  if (beyond < STICKING_OUT) return { from, to: from };
  return beyond > 1 - STICKING_OUT ? { from: to, to } : { from, to };
}

/** Points by which a rule may reach into the white between columns. */
const RULE_END = 4;

/** The first and last column, from 0, that a rule reaches over. */
export function columnsOver(
  rule: { x0: number; x1: number },
  divisions: readonly number[],
): { from: number; to: number } {
  const from = divisions.filter((x) => x <= rule.x0 + RULE_END).length;
  return { from, to: Math.max(from, divisions.filter((x) => x < rule.x1 - RULE_END).length) };
}

/** Runs of low coverage with something on either side; where it varies, its emptiest part. */
function strips(covered: Uint16Array, limit: number, narrowest: number): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let x = 0; x < covered.length; x++) {
    const low = (covered[x] ?? 0) <= limit;
    if (low && start < 0) start = x;
    if (!low && start >= 0) {
      if (x - start >= narrowest && start > 0) found.push(emptiest(covered, start, x));
      start = -1;
    }
  }
  return found;
}

function emptiest(covered: Uint16Array, from: number, to: number): [number, number] {
  const least = Math.min(...covered.subarray(from, to));
  let best: [number, number] = [from, from];
  let start = -1;
  for (let x = from; x <= to; x++) {
    const low = x < to && covered[x] === least;
    if (low && start < 0) start = x;
    if (!low && start >= 0) {
      if (x - start > best[1] - best[0]) best = [start, x];
      start = -1;
    }
  }
  return best;
}

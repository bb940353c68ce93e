/** Words that stand in rows and columns → the cells of a table. */
import { heightOf, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import type { Word } from '../page/page-model.ts';
import { isClearGrid } from './is-clear-grid.ts';
import type { Figure } from './structure.ts';

/** Cells row by row, as many in each; an empty cell is an empty string. */
export interface Grid {
  readonly rows: readonly (readonly string[])[];
  /** Lines across all columns above the rows and below them: captions and notes. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** From the white left of it to the white right of it, in pixels. */
interface Column {
  readonly x0: number;
  readonly x1: number;
}

/** In sizes of the text: how far the middles of a row's words may lie apart, the widest space, and the white between two columns. */
const SAME_ROW = 0.5;
const SPACE = 0.45;
const GUTTER = 0.6;
/** Rows further apart than this many sizes are no table's. */
const ROW_PITCH = 4;
/** Share of the rows that may reach across the white between two columns, as the heads of several columns do. */
const ACROSS = 0.2;
/** Of the region's sides that the rows take. */
const COVERED = 0.6;

/** What OCR takes a table's rules for. */
const RULE = /^[|¦_—]+$/u;

/** @returns `null` where the words stand in no clear grid of two rows and two columns at the least. */
export function readGrid({ labels, box }: Figure): Grid | null {
  const words = labels.flatMap((line) => line.words).filter(({ text }) => !RULE.test(text));
  if (words.length === 0) return null;
  const all = rowsOf(words);
  const size = median(words.map((word) => word.size));
  const isInGrid = (row: readonly Word[]) => cellsOf(row, size).length > 1;
  const [first, last] = [all.findIndex(isInGrid), all.findLastIndex(isInGrid)];
  const rows = all.slice(first, last + 1);
  if (first < 0 || rows.length < 2 || !areClose(rows, size) || !covers(rows, box)) return null;
  const columns = columnsOf(rows.filter(isInGrid), size);
  if (columns.length < 2) return null;
  const cells = joinWrapped(rows.map((row) => fill(row, columns)));
  if (!isClearGrid(cells)) return null;
  return { rows: cells, above: all.slice(0, first).map(textOf), below: all.slice(last + 1).map(textOf) };
}

type Row = readonly Word[];

/** From the top; each from the left. */
function rowsOf(words: readonly Word[]): Row[] {
  const rows: Word[][] = [];
  for (const word of words.toSorted((a, b) => middleOf(a) - middleOf(b))) {
    const row = rows.at(-1);
    const isBeside = row && middleOf(word) - middleOf(row.at(-1)!) < SAME_ROW * Math.max(word.size, row.at(-1)!.size);
    if (isBeside) row.push(word);
    else rows.push([word]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.box.x0 - b.box.x0));
}

const middleOf = ({ box }: Word): number => (box.y0 + box.y1) / 2;

/** What each cell takes from left to right: words that only a space parts are in one. */
function cellsOf(row: Row, size: number): Column[] {
  const cells: Column[] = [];
  for (const { box } of row) {
    const last = cells.at(-1);
    if (last && box.x0 - last.x1 < GUTTER * size)
      cells[cells.length - 1] = { x0: last.x0, x1: Math.max(last.x1, box.x1) };
    else cells.push({ x0: box.x0, x1: box.x1 });
  }
  return cells;
}

const areClose = (rows: readonly Row[], size: number): boolean =>
  rows.every((row, index) => index === 0 || middleOf(row[0]!) - middleOf(rows[index - 1]![0]!) < ROW_PITCH * size);

function covers(rows: readonly Row[], region: Rect): boolean {
  const box = unite(rows.flat().map((word) => word.box));
  return heightOf(box) > COVERED * heightOf(region) && widthOf(box) > COVERED * widthOf(region);
}

/** Between the stretches of white that nearly all rows leave. */
function columnsOf(rows: readonly Row[], size: number): Column[] {
  const ends = rows.flatMap((row) =>
    cellsOf(row, size).flatMap(({ x0, x1 }) => [
      { x: x0, step: 1 },
      { x: x1, step: -1 },
    ]),
  );
  const [columns, most]: [Column[], number] = [[], Math.floor(rows.length * ACROSS)];
  let [taken, from] = [0, Number.NaN];
  for (const { x, step } of ends.toSorted((a, b) => a.x - b.x || b.step - a.step)) {
    const before = taken;
    taken += step;
    if (before <= most && taken > most) from = x;
    if (before > most && taken <= most) columns.push({ x0: from, x1: x });
  }
  return columns.reduce<Column[]>((wide, { x0, x1 }) => {
    const last = wide.at(-1);
    if (last && x0 - last.x1 < GUTTER * size) wide[wide.length - 1] = { x0: last.x0, x1 };
    else wide.push({ x0, x1 });
    return wide;
  }, []);
}

/** A row's phrases, each in the nearest column. */
function fill(row: Row, columns: readonly Column[]): string[] {
  const cells = columns.map(() => [] as string[]);
  for (const phrase of phrasesOf(row)) {
    const { x0: left, x1: right } = unite(phrase.map(({ box }) => box));
    const off = columns.map(({ x0, x1 }) => Math.max(0, x0 - (left + right) / 2, (left + right) / 2 - x1));
    cells[off.indexOf(Math.min(...off))]!.push(textOf(phrase));
  }
  return cells.map((texts) => texts.join(' '));
}

/** Words that no more than a space parts, so that the head of several columns stays whole. */
function phrasesOf(row: Row): Word[][] {
  const phrases: Word[][] = [];
  for (const word of row) {
    const last = phrases.at(-1)?.at(-1);
    if (last && word.box.x0 - last.box.x1 < SPACE * word.size) phrases.at(-1)!.push(word);
    else phrases.push([word]);
  }
  return phrases;
}

const textOf = (row: Row): string => row.map(({ text }) => text).join(' ');

/** A row without a first cell that fills few of the others goes on with the row above. */
function joinWrapped(rows: readonly (readonly string[])[]): string[][] {
  const joined: string[][] = [];
  for (const row of rows) {
    const above = joined.at(-1);
    const filled = row.filter((cell) => cell !== '').length;
    const goesOn = above !== undefined && joined.length > 1 && row[0] === '' && filled * 2 <= row.length;
    if (goesOn) joined[joined.length - 1] = above.map((cell, index) => `${cell} ${row[index]}`.trim());
    else joined.push([...row]);
  }
  return joined;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

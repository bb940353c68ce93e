/** Authors who stand side by side under a title: read cell by cell, whatever columns the text below them has. */
import { overlapX, unite } from '../../pdf/geometry.ts';
import type { Float } from '../blocks/block.ts';
import type { TextLine } from '../lines/text-line.ts';
import { columnOf, faces, type Gutter } from '../page/gutters.ts';
import type { Region } from '../page/reading-order.ts';
import { bareHeading, isAbstractName, isSectionName } from '../vocabulary/section-names.ts';

/** One cell an author, left to right: the name, the institute, the address. A row of names alone has cells of one line. */
export interface AuthorGrid {
  readonly cells: readonly (readonly TextLine[])[];
}

/** A cell as it is read, or a row of names. */
export interface AuthorCell extends Region<TextLine> {
  readonly isAuthor: true;
}

export const isAuthorCell = (region: Region<TextLine | Float>): region is AuthorCell => 'isAuthor' in region;

/** Share of its column that a line of running text takes; names and institutes are shorter. */
const FULL = 0.85;
/** Sizes from a line of running text to the next. */
const LEADING = 2.2;
/** Share of the page's lines among which the authors stand. */
const TOP = 0.4;
/** Sizes: more white under a cell ends it. */
const APART = 1.6;
/** White that begins another row of authors: in sizes, and against that between two lines of a cell. */
const NEW_ROW = { size: 0.5, usual: 1.8 };

/** Under the middle of all authors, not of one. */
const DATE = /^[\p{L}\d.,\s]*\b(?:19|20)\d\d$/u;

/** The grids of a title page, top to bottom. */
export function authorGrids(lines: readonly TextLine[], gutters: readonly Gutter[]): AuthorGrid[] {
  const grids: TextLine[][][] = [];
  for (const row of rowsOf(headOf(lines, gutters))) {
    const open = grids.at(-1);
    const cells = open && cellsUnder(open, row);
    if (!cells) grids.push(row.map((line) => [line]));
    for (const [i, cell] of cells?.entries() ?? []) cell.push(row[i]!);
  }
  return grids.filter((cells) => cells.length > 1).map((cells) => ({ cells }));
}

/** A title page's regions: each grid cell by cell, and `order` for what stands above, between and below the grids. */
export function aroundGrids<T extends TextLine | Float>(
  items: readonly T[],
  grids: readonly AuthorGrid[],
  order: (items: readonly T[]) => Region<T>[],
): (Region<T> | AuthorCell)[] {
  const inGrids = new Set<TextLine | T>(grids.flatMap(({ cells }) => cells.flat()));
  let rest = items.filter((item) => !inGrids.has(item));
  const regions: (Region<T> | AuthorCell)[] = [];
  for (const grid of grids) {
    const { y0 } = unite(grid.cells.flat());
    regions.push(...order(rest.filter((item) => item.baseline < y0)), ...gridRegions(grid));
    rest = rest.filter((item) => item.baseline >= y0);
  }
  return [...regions, ...order(rest)];
}

/** A region a cell; a single row of names is one. */
function gridRegions({ cells }: AuthorGrid): AuthorCell[] {
  const isRow = cells.every((cell) => cell.length === 1);
  return (isRow ? [cells.flat()] : cells).map((items) => {
    const { x0, x1 } = unite(items);
    return { items, left: x0, right: x1, isAuthor: true };
  });
}

/** What stands between the title and the abstract or the first line of running text. */
function headOf(lines: readonly TextLine[], gutters: readonly Gutter[]): TextLine[] {
  const sorted = lines.filter(({ angle }) => angle === 0).toSorted((a, b) => a.y0 - b.y0);
  const largest = Math.max(...sorted.slice(0, TOP * sorted.length).map(({ size }) => size));
  const title = sorted.findLastIndex((line, i) => i <= TOP * sorted.length && line.size > 0.97 * largest);
  const below = sorted.slice(title + 1);
  const end = below.findIndex((line) => opensText(line) || isFull(line, sorted, gutters));
  if (end < 0 || title + end > TOP * sorted.length) return [];
  const limit = below[end]!;
  return below.slice(0, end).filter((line) => !faces(line, limit));
}

const opensText = ({ text }: TextLine): boolean =>
  isAbstractName(text) || isSectionName(text) || /^abstract\b/i.test(bareHeading(text));

/** As wide as its column, and so is the next line under it. */
function isFull(line: TextLine, lines: readonly TextLine[], gutters: readonly Gutter[]): boolean {
  const column = columnOf(line, gutters);
  if (column === null) return false;
  const left = gutters[column - 1]?.x1 ?? Math.min(...lines.map(({ x0 }) => x0));
  const right = gutters[column]?.x0 ?? Math.max(...lines.map(({ x1 }) => x1));
  const fills = ({ x0, x1 }: TextLine) => x0 > left - 1 && x1 < right + 1 && x1 - x0 > FULL * (right - left);
  const isNext = ({ baseline }: TextLine) => baseline > line.baseline && baseline - line.baseline < LEADING * line.size;
  return fills(line) && lines.some((next) => isNext(next) && isAlike(next, line) && fills(next));
}

/** Lines that face each other, left to right. */
function rowsOf(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = [];
  for (const line of lines) {
    const row = rows.at(-1);
    if (row?.[0] && faces(line, row[0])) row.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.x0 - b.x0));
}

/** The cell that each line of the row goes on with; null where the row is none of this grid. */
function cellsUnder(cells: TextLine[][], row: readonly TextLine[]): TextLine[][] | null {
  if (cells.length < 2 || beginsRow(cells, row) || (row.length === 1 && DATE.test(row[0]!.text))) return null;
  const under = row.map((line) => {
    const over = cells.filter((cell) => overlapX(unite(cell), line) > 0);
    const [cell] = over;
    return over.length === 1 && cell && whiteUnder(cell, line) < APART * line.size ? cell : null;
  });
  const found = under.filter((cell) => cell !== null);
  return found.length === row.length && new Set(found).size === row.length ? found : null;
}

const whiteUnder = (cell: readonly TextLine[], line: TextLine): number =>
  line.y0 - Math.max(...cell.map(({ y1 }) => y1));

/** As many lines as the grid has cells, each set like its cell's first or after more white than its cell has inside. */
function beginsRow(cells: readonly TextLine[][], row: readonly TextLine[]): boolean {
  if (row.length !== cells.length || row.some(({ text }) => text.includes('@'))) return false;
  return cells.every((cell, i) => {
    const [first, last, line] = [cell[0]!, cell.at(-1)!, row[i]!];
    if (isAlike(line, first) && !isAlike(last, first)) return true;
    const [above, below] = cell.slice(-2);
    const usual = above && below ? below.y0 - above.y1 : Number.POSITIVE_INFINITY;
    const white = whiteUnder(cell, line);
    return white > NEW_ROW.size * line.size && white > NEW_ROW.usual * usual;
  });
}

const isAlike = (a: TextLine, b: TextLine): boolean =>
  a.font === b.font && a.bold === b.bold && Math.abs(a.size - b.size) < 0.05 * b.size;

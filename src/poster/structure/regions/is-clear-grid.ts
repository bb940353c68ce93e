/** Whether cells are those of a table: a plot has rows and columns of labels too, and OCR leaves holes and joins columns. */

type Cells = readonly (readonly string[])[];

/** Shares: of all cells that are filled, and of each column's. */
const FILLED = 0.75;
const COLUMN_FILLED = 0.5;
/** Shares: of the rows that have names, and of the values that have digits; words alone may stand in boxes. */
const NAMED = 0.5;
const NUMBERS = 0.6;
/** Share of a column's values that hold equally many numbers, and how many they hold at the most: else columns were joined. */
const ALIKE = 0.7;
const MOST_NUMBERS = 2;

/** @param cells Row by row, equally many in each; the first row is the head. */
export function isClearGrid(cells: Cells): boolean {
  const [head = [], ...body] = cells;
  if (body.length === 0 || head.length < 2) return false;
  const columns = head.map((_, column) => cells.map((row) => row[column] ?? '').filter((cell) => cell !== ''));
  const values = head
    .slice(1)
    .map((_, column) => body.map((row) => row[column + 1] ?? '').filter((cell) => cell !== ''));
  return (
    columns.every((column) => column.length >= cells.length * COLUMN_FILLED) &&
    columns.flat().length >= cells.length * head.length * FILLED &&
    hasNames(head, body) &&
    shareOf(values.flat(), (value) => /\d/.test(value)) >= NUMBERS &&
    values.every(areAlike)
  );
}

const isLettered = (cell: string): boolean => /\p{L}/u.test(cell);

/** Its rows have, or else all its columns. */
const hasNames = (head: readonly string[], body: Cells): boolean =>
  shareOf(body, ([name = '']) => isLettered(name)) >= NAMED || head.every(isLettered);

function areAlike(values: readonly string[]): boolean {
  const counts = values.map((value) => (value.match(/(?<!\S)[\d.,%±–-]+(?!\S)/g) ?? []).length);
  const most = Math.max(...counts.map((count) => shareOf(counts, (other) => other === count)));
  return most >= ALIKE && shareOf(counts, (count) => count > MOST_NUMBERS) <= 1 - ALIKE;
}

const shareOf = <T>(items: readonly T[], isOne: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(isOne).length / items.length;

/** What stands in several lines between tall delimiters → matrices, cases and binomials. */

import { type Box, middleX, middleY } from '../glyphs/formula-box.ts';
import { type Compose, composed } from './composed.ts';

/** Sizes: a delimiter around several lines is taller; lines of a grid are further apart, and so are its columns. */
const TALL = 1.55;
const LINES = 0.75;
const COLUMNS = 0.55;

export function gridsIn(boxes: readonly Box[], compose: Compose): Box[] {
  let out = [...boxes];
  for (let found = nextGrid(out, compose); found; found = nextGrid(out, compose)) {
    const gone = new Set(found.parts);
    out = [...out.filter((box) => !gone.has(box)), found.box];
  }
  return out;
}

interface Grid {
  readonly parts: readonly Box[];
  readonly box: Box;
}

function nextGrid(boxes: readonly Box[], compose: Compose): Grid | null {
  const tall = boxes.filter((box) => isDelimiter(box)).toSorted((a, b) => a.x0 - b.x0);
  for (const [i, open] of tall.entries()) {
    if (open.kind === 'close') continue;
    // The innermost pair comes first: the next delimiter closes it.
    const close = tall.slice(i + 1).find((box) => Math.abs(middleY(box) - middleY(open)) < 0.6 * open.size);
    if (close && close.kind !== 'open') {
      const grid = gridBetween(open, close, boxes, compose);
      if (grid) return grid;
    }
    if (!close && open.char === '{') {
      const grid = gridBetween(open, null, boxes, compose);
      if (grid) return grid;
    }
  }
  return null;
}

const isDelimiter = (box: Box): boolean =>
  box.tall &&
  box.kind !== 'big' &&
  box.char.length === 1 &&
  /[()[\]{}|‖⌊⌋⌈⌉⟨⟩]/u.test(box.char) &&
  box.y1 - box.y0 > TALL * box.size;

function gridBetween(open: Box, close: Box | null, boxes: readonly Box[], compose: Compose): Grid | null {
  const margin = 0.2 * open.size;
  const inside = boxes.filter(
    (box) =>
      box !== open &&
      box !== close &&
      middleX(box) > open.x1 - margin &&
      (close === null || middleX(box) < close.x0 + margin) &&
      middleY(box) > open.y0 - margin &&
      middleY(box) < open.y1 + margin,
  );
  const level = inside.filter(({ tall }) => !tall);
  if (level.length < 2) return null;
  const size = Math.max(...level.map((box) => box.size));
  const lines = linesOf(
    level.filter((box) => box.size > 0.86 * size),
    size,
  );
  if (lines.length < 2) return null;
  const middles = lines.map((line) => line.baseline);
  const rows: Box[][] = middles.map(() => []);
  for (const box of inside) rows[nearest(box, middles, size)]?.push(box);
  const gaps = columnGaps(rows, size, close === null);
  const cells = rows.map((row) => cellsOf(row, gaps).map((cell) => (cell.length > 0 ? compose(cell, []) : '')));
  const parts = close ? [open, close, ...inside] : [open, ...inside];
  const tex = gridTex(open, close, cells, { step: (middles.at(-1)! - middles[0]!) / (middles.length - 1), size });
  const box = composed(parts, tex, { baseline: open.baseline, size: Math.max(size, open.size), kind: 'ord' });
  return { parts, box: { ...box, tall: true } };
}

function linesOf(boxes: readonly Box[], size: number): { baseline: number }[] {
  const lines: { baseline: number }[] = [];
  for (const { baseline } of boxes.toSorted((a, b) => a.baseline - b.baseline)) {
    const last = lines.at(-1);
    if (!last || baseline - last.baseline > LINES * size) lines.push({ baseline });
  }
  return lines;
}

const nearest = (box: Box, baselines: readonly number[], size: number): number => {
  const y = middleY(box) + 0.25 * size;
  return baselines.reduce(
    (best, baseline, i) => (Math.abs(baseline - y) < Math.abs((baselines[best] ?? 0) - y) ? i : best),
    0,
  );
};

/** Where white stands in all rows, as wide as between columns. */
function columnGaps(rows: readonly (readonly Box[])[], size: number, cases: boolean): number[] {
  const all = rows.flat().toSorted((a, b) => a.x0 - b.x0);
  const gaps: number[] = [];
  let right = all[0]?.x1 ?? 0;
  for (const box of all) {
    if (box.x0 - right > COLUMNS * size) gaps.push((box.x0 + right) / 2);
    right = Math.max(right, box.x1);
  }
  return cases ? gaps.slice(0, 1) : gaps;
}

const cellsOf = (row: readonly Box[], gaps: readonly number[]): Box[][] =>
  [...gaps, Number.POSITIVE_INFINITY].map((end, i) =>
    row.filter((box) => middleX(box) < end && middleX(box) > (gaps[i - 1] ?? Number.NEGATIVE_INFINITY)),
  );

const ENVIRONMENTS = new Map([
  ['()', 'pmatrix'],
  ['[]', 'bmatrix'],
  ['{}', 'Bmatrix'],
  ['||', 'vmatrix'],
  ['‖‖', 'Vmatrix'],
]);

function gridTex(
  open: Box,
  close: Box | null,
  cells: readonly (readonly string[])[],
  { step, size }: { step: number; size: number },
): string {
  const body = cells.map((row) => row.join(' & ')).join(' \\\\ ');
  if (!close) return `\\begin{cases} ${body} \\end{cases}`;
  const binomial =
    open.char === '(' &&
    cells.length === 2 &&
    cells.every((row) => row.length === 1) &&
    (step > 1.26 * size || size < 0.8 * open.size);
  if (binomial) return `\\binom{${cells[0]?.[0]}}{${cells[1]?.[0]}}`;
  const environment = ENVIRONMENTS.get(open.char + close.char);
  if (environment) return `\\begin{${environment}} ${body} \\end{${environment}}`;
  return `\\left${open.tex}\\begin{matrix} ${body} \\end{matrix}\\right${close.tex}`;
}

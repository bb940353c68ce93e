import { PAGE, type Run } from './pages.ts';

/** Row by row, from the left: what sorting by coordinates gives. */
export function byRows(runs: Run[]): Run[] {
  const rows = [...runs].sort((a, b) => a.y - b.y);
  const ordered: Run[] = [];
  for (let i = 0; i < rows.length; ) {
    const first = rows[i]!;
    let j = i;
    while (j < rows.length && rows[j]!.y - first.y < 0.5 * first.size) j++;
    ordered.push(...rows.slice(i, j).sort((a, b) => a.x - b.x));
    i = j;
  }
  return ordered;
}

type Axis = 'x' | 'y';

const from = (run: Run, axis: Axis) => (axis === 'x' ? run.x : run.y - 0.8 * run.size);
const to = (run: Run, axis: Axis) => (axis === 'x' ? run.x + run.width : run.y + 0.25 * run.size);

/** The widest empty band across an axis: where it is, and how wide. */
function widestGap(runs: Run[], axis: Axis): { at: number; width: number } {
  const sorted = [...runs].sort((a, b) => from(a, axis) - from(b, axis));
  let best = { at: 0, width: 0 };
  let reach = Number.NEGATIVE_INFINITY;
  for (const run of sorted) {
    const width = from(run, axis) - reach;
    if (Number.isFinite(reach) && width > best.width) best = { at: reach + width / 2, width };
    reach = Math.max(reach, to(run, axis));
  }
  return best;
}

/** Recursive cuts along the widest empty band (Nagy and Seth 1984), at least `least` ems wide. */
export function byCuts(runs: Run[], least = 0.9): Run[] {
  const across = widestGap(runs, 'x');
  const down = widestGap(runs, 'y');
  const axis: Axis = across.width >= least * PAGE.size ? 'x' : 'y';
  const gap = axis === 'x' ? across : down;
  if (gap.width < (axis === 'x' ? least : 0.6) * PAGE.size) return byRows(runs);
  const before = runs.filter((run) => to(run, axis) <= gap.at);
  const after = runs.filter((run) => to(run, axis) > gap.at);
  return [...byCuts(before, least), ...byCuts(after, least)];
}

/** Places where a column may end: x that few rows cross, counted in rows. */
function gutters(runs: Run[]): number[] {
  const rows = new Map<number, Run[]>();
  for (const run of runs) {
    const row = Math.round(run.y / (1.2 * PAGE.size));
    rows.set(row, [...(rows.get(row) ?? []), run]);
  }
  const free = new Float64Array(PAGE.width);
  for (let x = 0; x < PAGE.width; x++) {
    let crossed = 0;
    for (const row of rows.values()) if (row.some((run) => run.x <= x && x <= run.x + run.width)) crossed++;
    free[x] = 1 - crossed / rows.size;
  }
  const found: number[] = [];
  for (let x = PAGE.margin + 60; x < PAGE.width - PAGE.margin - 60; x++) {
    if (free[x]! < 0.75) continue;
    let end = x;
    while (free[end]! >= 0.75) end++;
    if (end - x >= 0.4 * PAGE.size) found.push((x + end) / 2);
    x = end;
  }
  return found;
}

/** Columns between gutters, band by band: a run that crosses a gutter ends the columns above it. */
export function byGutters(runs: Run[]): Run[] {
  const edges = gutters(runs);
  const ordered: Run[] = [];
  let columns: Run[][] = edges.concat(0).map(() => []);
  const flush = () => {
    for (const column of columns) ordered.push(...byRows(column));
    columns = edges.concat(0).map(() => []);
  };
  const rows = byRows(runs);
  const crossing = rows.filter((run) => edges.some((edge) => run.x < edge && run.x + run.width > edge));
  const isAcross = (run: Run) => crossing.some((other) => Math.abs(other.y - run.y) < 0.5 * run.size);
  for (const run of rows) {
    if (isAcross(run)) {
      flush();
      ordered.push(run);
    } else {
      columns[edges.filter((edge) => edge < run.x + run.width / 2).length]!.push(run);
    }
  }
  flush();
  return ordered;
}

/** Share of neighbours in the true order that are neighbours in this order, the right way round. */
export function neighboursKept(ordered: Run[]): number {
  let kept = 0;
  for (let i = 1; i < ordered.length; i++) if (ordered[i]!.order === ordered[i - 1]!.order + 1) kept++;
  return kept / (ordered.length - 1);
}

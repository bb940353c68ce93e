/** A composite figure → its panels, in reading order: separate images, or what white space divides into a grid. */
import { heightOf, overlapX, overlapY, POINTS_PER_INCH, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import type { Bitmap } from '../../pdf/rasterise.ts';
import { areaOf, areaShared } from '../../pdf/rect-overlap.ts';
import { inkBounds, inkColumns, inkRows, type Run } from './ink-runs.ts';

/** Points: narrower panels are symbols, narrower white space is that between letters. */
const MIN_PANEL = 34;
const MIN_GAP = 4.5;
/** Panels of a figure are alike: the longest is at most so many times the shortest. */
const ALIKE = 2.4;
const ALIKE_AREA = 6;
/** White space this much narrower than the widest divides nothing. */
const GAP_SHARE = 0.55;
const MOST = 16;

/** `parts` are the images and included drawings of the figure, in pixels of `bitmap`. One panel or none: `[]`. */
export function splitPanels(bitmap: Bitmap, parts: readonly Rect[]): Rect[] {
  const separate = separateParts(bitmap, parts);
  const panels = isPlausible(separate, bitmap) ? separate : gridPanels(bitmap);
  return isPlausible(panels, bitmap) ? inReadingOrder(panels) : [];
}

function isPlausible(panels: readonly Rect[], { dpi, width, height }: Bitmap): boolean {
  if (panels.length < 2 || panels.length > MOST) return false;
  const least = (MIN_PANEL * dpi) / POINTS_PER_INCH;
  const areas = panels.map(areaOf);
  const covered = areas.reduce((sum, area) => sum + area, 0);
  return (
    panels.every((panel) => widthOf(panel) >= least && heightOf(panel) >= least) &&
    Math.max(...areas) < ALIKE_AREA * Math.min(...areas) &&
    covered > 0.5 * width * height
  );
}

/** Parts with what overlaps them; symbols and strips are none. */
function separateParts(bitmap: Bitmap, parts: readonly Rect[]): Rect[] {
  const least = (0.6 * MIN_PANEL * bitmap.dpi) / POINTS_PER_INCH;
  const whole = { x0: 0, y0: 0, x1: bitmap.width, y1: bitmap.height };
  let separate: Rect[] = [];
  for (const part of parts) {
    if (widthOf(part) < least || heightOf(part) < least) continue;
    const touching = separate.filter((other) => areaShared(other, part) > 0.2 * Math.min(areaOf(other), areaOf(part)));
    separate = [...separate.filter((other) => !touching.includes(other)), unite([part, ...touching])];
  }
  return separate.flatMap((part) => {
    const inside = {
      x0: Math.max(0, Math.floor(part.x0)),
      y0: Math.max(0, Math.floor(part.y0)),
      x1: Math.min(whole.x1, Math.ceil(part.x1)),
      y1: Math.min(whole.y1, Math.ceil(part.y1)),
    };
    return inkBounds(bitmap, inside) ?? [];
  });
}

/** Rows of columns, or columns of rows: whichever white space divides into more panels that are alike. */
function gridPanels(bitmap: Bitmap): Rect[] {
  const whole: Rect = { x0: 0, y0: 0, x1: bitmap.width, y1: bitmap.height };
  const rowsFirst = cutRows(bitmap, whole).flatMap((row) => cutColumns(bitmap, row));
  const columnsFirst = cutColumns(bitmap, whole).flatMap((column) => cutRows(bitmap, column));
  const [more, fewer] = rowsFirst.length >= columnsFirst.length ? [rowsFirst, columnsFirst] : [columnsFirst, rowsFirst];
  return isPlausible(more, bitmap) ? more : fewer;
}

function cutColumns(bitmap: Bitmap, rect: Rect): Rect[] {
  const runs = evenRuns(inkColumns(bitmap, rect), bitmap.dpi);
  return runs.flatMap(({ from, to }) => inkBounds(bitmap, { ...rect, x0: from, x1: to }) ?? []);
}

function cutRows(bitmap: Bitmap, rect: Rect): Rect[] {
  const runs = evenRuns(inkRows(bitmap, rect), bitmap.dpi);
  return runs.flatMap(({ from, to }) => inkBounds(bitmap, { ...rect, y0: from, y1: to }) ?? []);
}

/** Runs with only the wide gaps between them; the whole as one run when they are not alike. */
function evenRuns(runs: readonly Run[], dpi: number): Run[] {
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return [];
  const scale = dpi / POINTS_PER_INCH;
  const gaps = runs.slice(1).map((run, i) => run.from - runs[i]!.to);
  const limit = Math.max(MIN_GAP * scale, GAP_SHARE * Math.max(0, ...gaps));
  const wide = joinShort(joinClose(runs, limit), MIN_PANEL * scale);
  const lengths = wide.map((run) => run.to - run.from);
  const even = Math.max(...lengths) <= ALIKE * Math.min(...lengths);
  return even ? wide : [{ from: first.from, to: last.to }];
}

function joinClose(runs: readonly Run[], limit: number): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && run.from - last.to < limit) joined[joined.length - 1] = { from: last.from, to: run.to };
    else joined.push(run);
  }
  return joined;
}

/** Names under panels and titles above them are too short for a panel: they go with the nearer neighbour. */
function joinShort(runs: readonly Run[], least: number): Run[] {
  const joined = [...runs];
  for (let i = 0; i < joined.length && joined.length > 1; ) {
    const run = joined[i]!;
    if (run.to - run.from >= least) {
      i++;
      continue;
    }
    const before = i > 0 ? run.from - joined[i - 1]!.to : Number.POSITIVE_INFINITY;
    const after = i < joined.length - 1 ? joined[i + 1]!.from - run.to : Number.POSITIVE_INFINITY;
    const at = before <= after ? i - 1 : i;
    joined.splice(at, 2, { from: joined[at]!.from, to: joined[at + 1]!.to });
    i = Math.max(0, at);
  }
  return joined;
}

/** Row by row; panels share a row when they overlap by half their height. */
function inReadingOrder(panels: readonly Rect[]): Rect[] {
  const sameRow = (a: Rect, b: Rect) => overlapY(a, b) > 0.5 * Math.min(heightOf(a), heightOf(b)) && overlapX(a, b) < 1;
  const left = panels.toSorted((a, b) => a.y0 - b.y0);
  const ordered: Rect[] = [];
  while (left.length > 0) {
    const first = left[0]!;
    const row = left.filter((panel) => panel === first || sameRow(panel, first)).toSorted((a, b) => a.x0 - b.x0);
    for (const panel of row) left.splice(left.indexOf(panel), 1);
    ordered.push(...row);
  }
  return ordered;
}

/** Finds the columns that lines of text stand in by the white between them. */
import { heightOf, type Rect, unite, widthOf } from '../../pdf/geometry.ts';

/** A gutter is crossed by at most this share of the lines' height. */
const CROSSED = 0.04;
/** Narrowest gutter, as a share of the width. */
const GUTTER = 0.008;
/** Narrowest column, as a share of the width. */
const COLUMN = 0.1;

/** Left and right edge of each column, left to right, in the unit of the boxes; empty without boxes. */
export function findColumns(boxes: readonly Rect[], width: number): { x0: number; x1: number }[] {
  if (boxes.length === 0) return [];
  const profile = coverage(boxes, width);
  const most = Math.max(...profile);
  const extent = unite(boxes);
  const columns: { x0: number; x1: number }[] = [];
  let start = Math.floor(extent.x0);
  for (const gap of gaps(profile, most * CROSSED, width * GUTTER)) {
    if (gap.x0 - start < width * COLUMN || extent.x1 - gap.x1 < width * COLUMN) continue;
    columns.push({ x0: start, x1: gap.x0 });
    start = gap.x1;
  }
  columns.push({ x0: start, x1: Math.ceil(extent.x1) });
  return columns;
}

/** How much of the lines' height stands over each unit of x. */
function coverage(boxes: readonly Rect[], width: number): Float64Array {
  const profile = new Float64Array(Math.ceil(width) + 1);
  for (const box of boxes) {
    const weight = heightOf(box);
    for (let x = Math.max(0, Math.floor(box.x0)); x < Math.min(profile.length, box.x0 + widthOf(box)); x++)
      profile[x]! += weight;
  }
  return profile;
}

function gaps(profile: Float64Array, limit: number, narrowest: number): { x0: number; x1: number }[] {
  const found: { x0: number; x1: number }[] = [];
  let start = -1;
  for (let x = 0; x <= profile.length; x++) {
    const open = x < profile.length && profile[x]! <= limit;
    if (open && start < 0) start = x;
    if (!open && start >= 0) {
      if (x - start >= narrowest) found.push({ x0: start, x1: x });
      start = -1;
    }
  }
  return found;
}

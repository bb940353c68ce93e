/** White space in a bitmap: which rows and columns hold ink, and the runs of them. */
import type { Rect } from '../../pdf/geometry.ts';
import type { Bitmap } from '../../pdf/rasterise.ts';

export interface Run {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

const CHANNELS = 3;
/** Of 255: darker than this in any channel is ink; scans and JPEGs have paper of about 250. */
const PAPER = 244;

/** Runs of columns of `rect` (whole pixels) that hold ink. */
export function inkColumns({ width, data }: Bitmap, rect: Rect): Run[] {
  const has = new Uint8Array(rect.x1 - rect.x0);
  for (let y = rect.y0; y < rect.y1; y++)
    for (let x = rect.x0; x < rect.x1; x++) if (isInk(data, (y * width + x) * CHANNELS)) has[x - rect.x0] = 1;
  return runsOf(has, rect.x0);
}

/** Runs of rows of `rect` (whole pixels) that hold ink. */
export function inkRows({ width, data }: Bitmap, rect: Rect): Run[] {
  const has = new Uint8Array(rect.y1 - rect.y0);
  for (let y = rect.y0; y < rect.y1; y++) {
    for (let x = rect.x0; x < rect.x1; x++) {
      if (!isInk(data, (y * width + x) * CHANNELS)) continue;
      has[y - rect.y0] = 1;
      break;
    }
  }
  return runsOf(has, rect.y0);
}

/** The smallest rectangle of whole pixels that holds all ink of `rect`, or `null` when it is blank. */
export function inkBounds(bitmap: Bitmap, rect: Rect): Rect | null {
  const rows = inkRows(bitmap, rect);
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom) return null;
  const columns = inkColumns(bitmap, { ...rect, y0: top.from, y1: bottom.to });
  return { x0: columns[0]!.from, y0: top.from, x1: columns.at(-1)!.to, y1: bottom.to };
}

const isInk = (data: Uint8Array, at: number): boolean =>
  data[at]! < PAPER || data[at + 1]! < PAPER || data[at + 2]! < PAPER;

function runsOf(has: Uint8Array, offset: number): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    const from = i;
    while (i < has.length && has[i] === 1) i++;
    runs.push({ from: from + offset, to: i + offset });
  }
  return runs;
}

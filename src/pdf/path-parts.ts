import type { Matrix, Rect } from './geometry.ts';
import { transformRect } from './rect-overlap.ts';

/** pdf.js's own codes inside the buffer of a `constructPath`, with the numbers that follow each (DrawOPS in its source). */
const OPERANDS = [2, 2, 6, 4, 0] as const;
const MOVE_TO = 0;
const CLOSE_PATH = 4;

type Corners = { -readonly [K in keyof Rect]: Rect[K] };

/** A path of more parts than this is a texture or a scatter plot: its bounds say all that is needed. */
const MAX_PARTS = 400;

/**
 * The boxes of a path's separate parts in points, each from one `moveTo` to the next: the rules of a table or the bars
 * of a chart are often one path. `null` when there are too many of them.
 */
export function pathParts(buffer: ArrayLike<number>, matrix: Matrix): Rect[] | null {
  const parts: Rect[] = [];
  let box: Corners | null = null;
  let points = 0;
  const flush = () => {
    // A lone moveTo paints nothing.
    if (box && points > 1) parts.push(transformRect(matrix, box));
    box = null;
    points = 0;
  };
  for (let i = 0; i < buffer.length; ) {
    const code = buffer[i++]!;
    const operands = OPERANDS[code];
    if (operands === undefined) return null;
    if (code === MOVE_TO) flush();
    if (code === CLOSE_PATH) continue;
    for (const end = i + operands; i < end; i += 2) {
      const x = buffer[i]!;
      const y = buffer[i + 1]!;
      if (box) extend(box, x, y);
      else box = { x0: x, y0: y, x1: x, y1: y };
      points++;
    }
    if (parts.length > MAX_PARTS) return null;
  }
  flush();
  return parts;
}

function extend(box: Corners, x: number, y: number): void {
  if (x < box.x0) box.x0 = x;
  if (y < box.y0) box.y0 = y;
  if (x > box.x1) box.x1 = x;
  if (y > box.y1) box.y1 = y;
}

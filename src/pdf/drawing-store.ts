import type { Drawing } from './drawing.ts';
import { heightOf, unite, widthOf } from './geometry.ts';

/** Kept one by one; beyond this, neighbours are joined. A map or a point cloud has hundreds of thousands of strokes. */
const MAX_SINGLE = 20_000;
/** Points: marks in the same square of this size, of one colour, are joined. */
const CELL = 6;

/** Keeps a page's drawings in bounded memory: small marks beyond the first thousands are joined where they crowd. */
export class DrawingStore {
  readonly drawings: Drawing[] = [];
  private readonly cells = new Map<string, number>();

  add(drawing: Drawing): void {
    if (this.drawings.length < MAX_SINGLE) {
      this.drawings.push(drawing);
      return;
    }
    const { box, fill, stroke, form } = drawing;
    const size = Math.max(widthOf(box), heightOf(box));
    // Large marks get cells of their own size, so that joining never stretches a box far beyond what was drawn.
    const cell = CELL * 2 ** Math.max(0, Math.ceil(Math.log2(size / CELL)));
    const key = `${Math.floor(box.x0 / cell)} ${Math.floor(box.y0 / cell)} ${cell} ${form} ${fill} ${stroke}`;
    const known = this.cells.get(key);
    if (known === undefined) this.cells.set(key, this.drawings.push(drawing) - 1);
    else
      this.drawings[known] = {
        ...drawing,
        box: unite([this.drawings[known]!.box, box]),
      };
  }
}

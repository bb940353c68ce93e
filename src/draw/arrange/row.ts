import type { Mark } from '../page/poster-drawing.ts';

/** What stands between two gaps of a box: a paragraph, a table, pictures side by side. */
export interface Row {
  /** From the row's top left. */
  readonly marks: readonly Mark[];
  readonly height: number;
  /** The least space above it. */
  readonly before: number;
}

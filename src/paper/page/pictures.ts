/** A page's drawings → pictures: what touches or nearly touches is one. */
import type { Drawing, PageGraphics } from '../../pdf/drawing.ts';
import { heightOf, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, coverage, grow } from '../../pdf/rect-overlap.ts';

/** Drawings that belong together, by closeness alone; the rectangle is theirs, in points. */
export interface Picture extends Rect {
  /** Share of the picture's area that images take, 0 to 1. */
  readonly raster: number;
  /** The finest of its images', as they are shown; 0 without one of known size. */
  readonly pixelsPerPoint: number;
  /** Nothing but straight level or upright strokes: a table's rules, a frame, a fraction's bar. */
  readonly rulesOnly: boolean;
  /** The images and included drawings (form XObjects) that it is put together from, where there are few. */
  readonly parts: readonly Rect[];
}

/** Points: closer drawings are one picture. */
const CLOSE = 4;
/** Points: the side of the squares in which closeness is looked up. */
const CELL = 2;
/** Squares at most: on pages as large as walls they are larger. */
const MAX_CELLS = 4e6;
/** Points: a stroke no thicker is a rule. */
const RULE = 2.5;
/** A picture of more parts is a mosaic. */
const MAX_PARTS = 24;
/** Share of the page's width from which a box around a caption is a float's frame, not a box in a drawing. */
const FRAME = 0.3;
/** Share of the page from which a drawing is the page's own background or frame. */
const BACKGROUND = 0.8;

/** `captions` are the lines that may be captions': what is drawn around one frames it together with its figure. */
export function findPictures(
  graphics: PageGraphics,
  page: { width: number; height: number },
  captions: readonly Rect[],
): Picture[] {
  const pageArea = page.width * page.height;
  const isFrame = (rect: Rect) =>
    widthOf(rect) > FRAME * page.width && captions.some((line) => coverage(line, rect) === 1);
  const drawings = graphics.drawings.filter(
    (drawing) =>
      isVisible(drawing) &&
      areaOf(drawing.box) < BACKGROUND * pageArea &&
      !(drawing.kind === 'path' && isFrame(drawing.box)),
  );
  const grid = new Grid(page.width, page.height);
  for (const { box } of drawings) grid.mark(grow(box, CLOSE / 2));
  grid.label();
  const groups = Map.groupBy(drawings, ({ box }) => grid.groupAt((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2));
  return [...groups.values()].map(pictureOf);
}

/** White on the page's white shows only where it covers something. */
const isVisible = ({ fill, stroke, kind }: Drawing): boolean =>
  kind !== 'path' || (stroke !== null && stroke !== '#ffffff') || (fill !== null && fill !== '#ffffff');

export const isRule = (rect: Rect): boolean => Math.min(widthOf(rect), heightOf(rect)) <= RULE;

function pictureOf(drawings: readonly Drawing[]): Picture {
  const rect = unite(drawings.map((drawing) => drawing.box));
  let images = 0;
  for (const { kind, box } of drawings) if (kind === 'image') images += areaOf(box);
  const raster = Math.min(1, images / Math.max(1, areaOf(rect)));
  const rulesOnly = drawings.every(({ kind, box }) => kind === 'path' && isRule(box));
  const pixelsPerPoint = drawings.reduce((most, drawing) => Math.max(most, drawing.pixelsPerPoint), 0);
  return { ...rect, raster, pixelsPerPoint, rulesOnly, parts: partsOf(drawings) };
}

function partsOf(drawings: readonly Drawing[]): Rect[] {
  const images = drawings.filter(({ kind, form }) => kind === 'image' && form < 0).map(({ box }) => box);
  const forms = Map.groupBy(
    drawings.filter(({ form }) => form >= 0),
    ({ form }) => form,
  );
  const parts = [...images, ...[...forms.values()].map((own) => unite(own.map(({ box }) => box)))];
  return parts.length <= MAX_PARTS ? parts : [];
}

/** Squares of a page that are drawn on, joined where they touch: the work does not grow with crowded drawings. */
class Grid {
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly groups: Int32Array;

  constructor(width: number, height: number) {
    this.cell = Math.max(CELL, Math.sqrt((width * height) / MAX_CELLS));
    this.columns = Math.ceil(width / this.cell) + 1;
    this.rows = Math.ceil(height / this.cell) + 1;
    this.groups = new Int32Array(this.columns * this.rows);
  }

  mark(rect: Rect): void {
    const x0 = this.column(rect.x0);
    const x1 = this.column(rect.x1);
    for (let row = this.row(rect.y0); row <= this.row(rect.y1); row++)
      this.groups.fill(-1, row * this.columns + x0, row * this.columns + x1 + 1);
  }

  /** Numbers the connected groups of marked squares, from 1. */
  label(): void {
    const { groups } = this;
    const open: number[] = [];
    let group = 0;
    for (let start = 0; start < groups.length; start++) {
      if (groups[start] !== -1) continue;
      groups[start] = ++group;
      open.push(start);
      for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
        for (const next of this.neighbours(cell)) {
          if (groups[next] !== -1) continue;
          groups[next] = group;
          open.push(next);
        }
      }
    }
  }

  groupAt(x: number, y: number): number {
    return this.groups[this.row(y) * this.columns + this.column(x)]!;
  }

  private neighbours(cell: number): number[] {
    const column = cell % this.columns;
    const cells = [cell - this.columns, cell + this.columns];
    if (column > 0) cells.push(cell - 1);
    if (column < this.columns - 1) cells.push(cell + 1);
    return cells;
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor(x / this.cell)));
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor(y / this.cell)));
  }
}

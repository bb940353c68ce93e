import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Drawing, PageGraphics } from './drawing.ts';
import { DrawingStore } from './drawing-store.ts';
import { compose, heightOf, type Matrix, type Rect, widthOf } from './geometry.ts';
import { boxOf, colourOr, isSequence, matrixOf, numberOr, pixelsOf, type Sequence } from './operands.ts';
import { pathParts } from './path-parts.ts';
import { grow, intersect, scaleOf, transformRect } from './rect-overlap.ts';

interface State {
  matrix: Matrix;
  clip: Rect;
  fill: string | null;
  stroke: string | null;
  fillAlpha: number;
  strokeAlpha: number;
  lineWidth: number;
}

const FILLS: ReadonlySet<number> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const STROKES: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);

/** Where PDF paints an image: the unit square of user space. */
const UNIT_SQUARE: Rect = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** What is nested deeper than this is hostile or broken; its state is no longer kept. */
const MAX_DEPTH = 512;

/**
 * Reads what a page draws, operator by operator: paths, images and shadings with their boxes in points, as far as the
 * clip lets them show. Text is not looked at. Operators with broken operands are passed over, as viewers do.
 */
export class GraphicsReader {
  private readonly store = new DrawingStore();
  private readonly forms: Rect[] = [];
  private state: State;
  private readonly stack: State[] = [];
  private formDepth = 0;
  private form = -1;
  /** Inside a soft mask's group: it shapes other things and is not seen itself. */
  private maskDepth = 0;
  private pendingClip = false;

  /**
   * `matrix` takes PDF user space to points from the page's top left (a viewport's transform at scale 1), `page` is the
   * page's own box.
   */
  constructor(matrix: Matrix, page: Rect) {
    this.state = {
      matrix,
      clip: page,
      fill: '#000000',
      stroke: '#000000',
      fillAlpha: 1,
      strokeAlpha: 1,
      lineWidth: 1,
    };
  }

  get graphics(): PageGraphics {
    return { drawings: this.store.drawings, forms: this.forms };
  }

  apply(op: number, args: unknown): void {
    this.operators[op]?.(isSequence(args) ? args : []);
  }

  private readonly operators: Readonly<Record<number, (args: Sequence) => void>> = {
    [OPS.save]: () => this.save(),
    [OPS.restore]: () => this.restore(),
    [OPS.transform]: (args) => this.transform(args),
    [OPS.setLineWidth]: ([width]) => this.set({ lineWidth: numberOr(width, this.state.lineWidth) }),
    [OPS.setGState]: ([entries]) => this.setGState(entries),
    [OPS.setFillRGBColor]: ([colour]) => this.set({ fill: colourOr(colour, this.state.fill) }),
    [OPS.setStrokeRGBColor]: ([colour]) => this.set({ stroke: colourOr(colour, this.state.stroke) }),
    [OPS.setFillColorN]: () => this.set({ fill: 'pattern' }),
    [OPS.setStrokeColorN]: () => this.set({ stroke: 'pattern' }),
    [OPS.setFillTransparent]: () => this.set({ fill: null }),
    [OPS.setStrokeTransparent]: () => this.set({ stroke: null }),
    [OPS.clip]: () => this.clipWithNextPath(),
    [OPS.eoClip]: () => this.clipWithNextPath(),
    [OPS.constructPath]: (args) => this.path(args),
    [OPS.shadingFill]: () => this.add('shading', this.state.clip, 'pattern', null),
    [OPS.beginGroup]: ([group]) => this.beginGroup(group),
    [OPS.endGroup]: () => this.endGroup(),
    [OPS.paintFormXObjectBegin]: (args) => this.beginForm(args),
    [OPS.paintFormXObjectEnd]: () => this.endForm(),
    [OPS.paintImageXObject]: ([, width, height]) => this.image(this.state.matrix, { width, height }),
    [OPS.paintImageMaskXObject]: ([image]) => this.image(this.state.matrix, image),
    [OPS.paintInlineImageXObject]: ([image]) => this.image(this.state.matrix, image),
    [OPS.paintSolidColorImageMask]: () => this.image(this.state.matrix, null),
    [OPS.paintImageXObjectRepeat]: ([, sx, sy, at]) => this.imageRepeat(null, [sx, 0, 0, sy], at),
    [OPS.paintImageMaskXObjectRepeat]: ([image, sx, kx, ky, sy, at]) => this.imageRepeat(image, [sx, kx, ky, sy], at),
    [OPS.paintImageMaskXObjectGroup]: ([images]) => this.imageGroup(images),
    [OPS.paintInlineImageXObjectGroup]: ([, images]) => this.imageGroup(images),
  };

  private set(change: Partial<State>): void {
    Object.assign(this.state, change);
  }

  private clipWithNextPath(): void {
    this.pendingClip = true;
  }

  private save(): void {
    if (this.stack.length < MAX_DEPTH) this.stack.push({ ...this.state });
  }

  private restore(): void {
    this.state = this.stack.pop() ?? this.state;
  }

  private transform(args: unknown): void {
    const matrix = matrixOf(args);
    if (matrix) this.state.matrix = compose(this.state.matrix, matrix);
  }

  private setGState(entries: unknown): void {
    if (!Array.isArray(entries)) return;
    for (const [key, value] of entries) {
      if (key === 'LW') this.state.lineWidth = numberOr(value, this.state.lineWidth);
      if (key === 'ca') this.state.fillAlpha = numberOr(value, 1);
      if (key === 'CA') this.state.strokeAlpha = numberOr(value, 1);
    }
  }

  private clipTo(box: Rect): void {
    const { clip } = this.state;
    // An empty clip hides all that follows; a box without area says so.
    this.state.clip = intersect(clip, box) ?? { ...clip, x1: clip.x0, y1: clip.y0 };
  }

  private path([op, data, minMax]: Sequence): void {
    const bounds = boxOf(minMax);
    const clips = this.pendingClip;
    this.pendingClip = false;
    if (!bounds || typeof op !== 'number') return;
    const { matrix, fillAlpha, strokeAlpha } = this.state;
    const fill = FILLS.has(op) && fillAlpha > 0 ? this.state.fill : null;
    const stroke = STROKES.has(op) && strokeAlpha > 0 ? this.state.stroke : null;
    if (fill || stroke) {
      const buffer = Array.isArray(data) ? data[0] : null;
      const parts = ArrayBuffer.isView(buffer) && buffer instanceof Float32Array ? pathParts(buffer, matrix) : null;
      const margin = stroke ? (this.state.lineWidth * scaleOf(matrix)) / 2 : 0;
      for (const box of parts ?? [transformRect(matrix, bounds)]) this.add('path', grow(box, margin), fill, stroke);
    }
    if (clips) this.clipTo(transformRect(matrix, bounds));
  }

  private beginGroup(group: unknown): void {
    this.save();
    if (typeof group !== 'object' || group === null) return;
    const operand = (name: string): unknown => Reflect.get(group, name);
    if (operand('smask')) this.maskDepth++;
    else if (this.maskDepth) this.maskDepth++;
    const box = boxOf(operand('bbox'));
    const inner = matrixOf(operand('matrix'));
    if (box) this.clipTo(transformRect(inner ? compose(this.state.matrix, inner) : this.state.matrix, box));
  }

  private endGroup(): void {
    this.restore();
    if (this.maskDepth) this.maskDepth--;
  }

  private beginForm([matrix, bbox]: Sequence): void {
    this.save();
    this.transform(matrix);
    const box = boxOf(bbox);
    if (box) this.clipTo(transformRect(this.state.matrix, box));
    if (this.formDepth++ === 0 && !this.maskDepth) this.form = this.forms.push(this.state.clip) - 1;
  }

  private endForm(): void {
    this.restore();
    if (--this.formDepth === 0) this.form = -1;
  }

  private image(matrix: Matrix, size: unknown): void {
    const box = transformRect(matrix, UNIT_SQUARE);
    const { width, height } = pixelsOf(size);
    const pixelsPerPoint = Math.max(width / Math.max(1, widthOf(box)), height / Math.max(1, heightOf(box)));
    this.add('image', box, null, null, pixelsPerPoint);
  }

  private imageRepeat(image: unknown, scale: readonly unknown[], positions: unknown): void {
    if (!isSequence(positions)) return;
    for (let i = 0; i + 1 < positions.length; i += 2) {
      const placed = matrixOf([...scale, positions[i], positions[i + 1]]);
      if (placed) this.image(compose(this.state.matrix, placed), image);
    }
  }

  private imageGroup(images: unknown): void {
    if (!Array.isArray(images)) return;
    for (const image of images) {
      const placed = matrixOf(image?.transform);
      if (placed) this.image(compose(this.state.matrix, placed), image);
    }
  }

  private add(kind: Drawing['kind'], box: Rect, fill: string | null, stroke: string | null, pixelsPerPoint = 0): void {
    if (this.maskDepth || !Object.values(box).every(Number.isFinite)) return;
    const shown = intersect(box, this.state.clip);
    if (shown) this.store.add({ kind, box: shown, fill, stroke, pixelsPerPoint, form: this.form });
  }
}

/** Where running text stands: the lines of paragraphs, which no figure contains, and the columns they keep to. */
import { overlapX, overlapY, type Rect, widthOf } from '../../pdf/geometry.ts';
import type { PageLine } from '../captions/page-line.ts';

/** Left and right edge, in points. */
export interface Span {
  readonly x0: number;
  readonly x1: number;
}

/** Share of the column's width from which a line is one of a paragraph's full lines. */
const FULL = 0.7;
/** Sizes: wider gaps inside a line divide cells. */
const CELL_GAP = 1.5;
/** Baselines of one paragraph are at most this many sizes apart (double spacing included). */
const SPACING = 2.6;

/** Usual width of a full line in the document, in points. */
export function columnWidth(lines: Iterable<PageLine>, bodySize: number): number {
  const widths = new Map<number, number>();
  for (const line of lines) {
    if (line.angle !== 0 || line.text.length < 25 || Math.abs(line.size - bodySize) > 0.6) continue;
    const width = Math.round(widthOf(line) / 4);
    for (const near of [width - 1, width, width + 1]) widths.set(near, (widths.get(near) ?? 0) + 1);
  }
  const [most] = [...widths].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]);
  return most ? most[0] * 4 : 0;
}

/** Lines of paragraphs: long, one under the other, starting at one edge. */
export function paragraphLines(lines: readonly PageLine[], width: number): PageLine[] {
  const long = lines.filter((line) => isProse(line) && widthOf(line) > FULL * width);
  const sorted = long.toSorted((a, b) => a.baseline - b.baseline);
  const paragraphs = new Set<PageLine>();
  const panelNames = new Set<PageLine>();
  sorted.forEach((line, i) => {
    for (let j = i + 1; j < sorted.length; j++) {
      const below = sorted[j]!;
      if (below.baseline - line.baseline > SPACING * line.size) break;
      if (!continues(line, below)) continue;
      if (isPanelName(line)) panelNames.add(line);
      // What goes on under the name of a panel is the name's second line.
      if (panelNames.has(line)) panelNames.add(below);
      else paragraphs.add(line).add(below);
    }
  });
  const full = [...paragraphs].filter((line) => !panelNames.has(line));
  const short = lines.filter((line) => !paragraphs.has(line) && !panelNames.has(line));
  return [...full, ...short.filter((line) => full.some((above) => endsParagraph(above, line)))];
}

/** Sizes: the last line of a paragraph stands no further below, and no further in, than lines do. */
const NEXT_LINE = 1.45;
const SAME_EDGE = 0.2;

/** A paragraph's short last line, which no label of the drawing below it stands as close to. */
const endsParagraph = (above: PageLine, line: PageLine): boolean =>
  line.angle === 0 &&
  Math.abs(line.size - above.size) < 0.1 &&
  Math.abs(line.x0 - above.x0) < SAME_EDGE * line.size &&
  line.x1 < above.x1 &&
  line.baseline > above.baseline &&
  line.baseline - above.baseline < NEXT_LINE * line.size;

/** `(a)`, `(b) Error`: the name of a figure's panel, as it stands under it. */
export const isPanelName = (line: PageLine): boolean => /^\(?[a-z]\)/i.test(line.text);

/** Words from end to end: the gaps of a table's row divide cells. */
const isProse = (line: PageLine): boolean =>
  line.angle === 0 && line.text.length > 20 && line.breaks.every((gap) => gap.x1 - gap.x0 < CELL_GAP * line.size);

function continues(line: PageLine, below: PageLine): boolean {
  const sameSize = Math.abs(line.size - below.size) < 0.3;
  const indent = Math.abs(line.x0 - below.x0);
  return (
    sameSize &&
    indent < 2.5 * line.size &&
    below.baseline - line.baseline > 0.7 * line.size &&
    overlapX(line, below) > 0
  );
}

/** The columns of a document's pages, left to right. */
export function textColumns(paragraphs: readonly PageLine[], width: number): Span[] {
  const edges = new Map<number, PageLine[]>();
  for (const line of paragraphs) {
    if (widthOf(line) < 0.9 * width || widthOf(line) > 1.1 * width) continue;
    const edge = Math.round(line.x0 / 6);
    edges.set(edge, [...(edges.get(edge) ?? []), line]);
  }
  const columns: Span[] = [];
  for (const group of [...edges.values()].toSorted((a, b) => b.length - a.length)) {
    if (group.length < 4) continue;
    const x0 = middle(group.map((line) => line.x0));
    const x1 = middle(group.map((line) => line.x1));
    if (columns.every((column) => Math.min(column.x1, x1) - Math.max(column.x0, x0) < 0.1 * width))
      columns.push({ x0, x1 });
  }
  return columns.toSorted((a, b) => a.x0 - b.x0);
}

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/**
 * Where a caption's figure may stand: the column that the caption stands in, or all of them; next to another caption,
 * as far as half-way to it.
 */
export function captionBand(
  caption: Rect,
  captions: readonly Rect[],
  columns: readonly Span[],
  page: { width: number },
): Span {
  const beside = captions.filter(
    (other) => other !== caption && overlapY(other, caption) > 0 && overlapX(other, caption) < 0,
  );
  let { x0, x1 } = bandOf(caption, columns, page);
  for (const other of beside) {
    if (other.x0 > caption.x1) x1 = Math.min(x1, (other.x0 + caption.x1) / 2);
    else x0 = Math.max(x0, (other.x1 + caption.x0) / 2);
  }
  return { x0, x1 };
}

function bandOf(rect: Rect, columns: readonly Span[], page: { width: number }): Span {
  const column = columns.find(({ x0, x1 }) => rect.x0 > x0 - 8 && rect.x1 < x1 + 8);
  if (column) return column;
  const x0 = Math.min(rect.x0, ...columns.map((span) => span.x0));
  const x1 = Math.max(rect.x1, ...columns.map((span) => span.x1));
  return columns.length > 0 ? { x0, x1 } : { x0: 0, x1: page.width };
}

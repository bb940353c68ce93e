/** Regions that are not text: what is left of a picture when its grounds and its text are taken away. */
import { heightOf, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, coverage, grow } from '../../pdf/rect-overlap.ts';
import { closeGaps, connectedComponents, type Mask, removeThin } from './components.ts';
import type { Plates } from './find-plates.ts';
import type { TextLine } from './sheet.ts';

/** Shares of the page's longer side. */
const GAP = 0.009;
const SMALLEST_SIDE = 0.022;
/** Share of the page's area. */
const SMALLEST_AREA = 0.0022;
/** Thickest rule, as a share of the page's longer side. */
const RULE = 0.006;
/** A frame fills little of its box, and there is a text in it. */
const FRAME_FILL = 0.25;
const FRAMED_WORDS = 12;
/** Text with more words runs on; it is no label. */
const LABEL_WORDS = 4;

/**
 * @param grounds Labels of the plates that text stands on.
 * @param text Lines that are text wherever they stand: they are no ink.
 */
export function findFigures(
  plates: Plates,
  grounds: ReadonlySet<number>,
  text: readonly TextLine[],
  page: Rect,
): Rect[] {
  const edge = Math.max(plates.width, plates.height);
  const gap = Math.max(3, Math.round(edge * GAP));
  const ink = withoutFrames(removeThin(inkMask(plates, grounds, text), 3, 3), text, plates.scale);
  const found = connectedComponents(closeGaps(ink, gap, gap)).components.map(({ box }) =>
    scaled(box, 1 / plates.scale),
  );
  const side = Math.max(widthOf(page), heightOf(page)) * SMALLEST_SIDE;
  const large = found.filter((box) => Math.min(widthOf(box), heightOf(box)) >= side * 0.6);
  return mergeOverlapping(large)
    .filter((box) => Math.min(widthOf(box), heightOf(box)) >= side && areaOf(box) >= areaOf(page) * SMALLEST_AREA)
    .filter((box) => coverage(page, box) < 0.6);
}

/** Drops frames around text, and rules: long, thin, and nothing by themselves. */
function withoutFrames(ink: Mask, text: readonly TextLine[], scale: number): Mask {
  const { labels, components } = connectedComponents(ink);
  const edge = Math.max(ink.width, ink.height);
  const frames = new Set(
    components
      .filter(({ box, area }) => {
        const thin = Math.min(widthOf(box), heightOf(box)) <= edge * RULE;
        if (thin) return Math.max(widthOf(box), heightOf(box)) > edge * SMALLEST_SIDE;
        return area < areaOf(box) * FRAME_FILL && wordsIn(text, scaled(box, 1 / scale)) >= FRAMED_WORDS;
      })
      .map(({ label }) => label),
  );
  return { ...ink, data: ink.data.map((value, pixel) => (frames.has(labels[pixel]!) ? 0 : value)) };
}

const wordsIn = (text: readonly TextLine[], box: Rect): number =>
  text.reduce((sum, line) => sum + (coverage(line.box, box) > 0.5 ? line.words.length : 0), 0);

function inkMask(
  { labels, width, height, scale }: Plates,
  grounds: ReadonlySet<number>,
  text: readonly TextLine[],
): Mask {
  const data = new Uint8Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel++) if (!grounds.has(labels[pixel]!)) data[pixel] = 255;
  for (const { words } of text) {
    for (const { box } of words) {
      const { x0, y0, x1, y1 } = grow(scaled(box, scale), 2);
      const [left, right] = [Math.max(0, Math.floor(x0)), Math.min(width, Math.ceil(x1))];
      for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y1); y++)
        data.fill(0, y * width + left, y * width + Math.max(left, right));
    }
  }
  return { width, height, data };
}

/** A box that lies in another for more than this share is a part of it. */
const NESTED = 0.5;

/** Boxes that lie in each other become one, until none do. */
export function mergeOverlapping(boxes: readonly Rect[]): Rect[] {
  const merged: Rect[] = [];
  for (const box of [...boxes].sort((a, b) => areaOf(b) - areaOf(a))) {
    const at = merged.findIndex((other) => coverage(box, other) > NESTED);
    if (at < 0) merged.push(box);
    else merged[at] = unite([merged[at]!, box]);
  }
  return merged.length === boxes.length ? merged : mergeOverlapping(merged);
}

/** Short lines within or right beside a figure are its labels: the figure grows around them. */
export function gatherLabels(
  figures: readonly Rect[],
  lines: readonly TextLine[],
  grounds: ReadonlySet<number>,
): { figures: Rect[]; labels: Set<TextLine> } {
  const labels = new Set<TextLine>();
  const grown = figures.map((figure) => {
    let box = figure;
    for (let round = 0; round < 2; round++) {
      const near = lines.filter((line) => !labels.has(line) && isLabel(line, box, grounds));
      for (const line of near) labels.add(line);
      box = unite([box, ...near.map((line) => line.box)]);
    }
    return box;
  });
  return { figures: mergeOverlapping(grown), labels };
}

/** On a panel's own ground, what runs on is text even where a figure's box reaches around it. */
function isLabel(line: TextLine, figure: Rect, grounds: ReadonlySet<number>): boolean {
  if (grounds.has(line.ground) && line.words.length > LABEL_WORDS + 1) return false;
  if (coverage(line.box, figure) > 0.7) return true;
  const reach = line.size * 0.9;
  return (
    line.words.length <= LABEL_WORDS &&
    widthOf(line.box) < widthOf(figure) &&
    coverage(line.box, grow(figure, reach)) > 0.95
  );
}

const scaled = ({ x0, y0, x1, y1 }: Rect, by: number): Rect => ({ x0: x0 * by, y0: y0 * by, x1: x1 * by, y1: y1 * by });

/** Regions that are not text: what is left of a picture when its grounds and its text are taken away. */
import { heightOf, type Rect, widthOf } from '../../pdf/geometry.ts';
import { areaOf, coverage, grow } from '../../pdf/rect-overlap.ts';
import { closeGaps, connectedComponents, type Mask, removeThin } from './components.ts';
import { usualText } from './find-headings.ts';
import type { Grounds } from './find-panels.ts';
import type { Plates } from './find-plates.ts';
import { groupFigures } from './group-figures.ts';
import type { TextLine } from './sheet.ts';
import type { Figure } from './structure.ts';

/** Shares of the page's longer side: gaps that are closed, and the smallest piece and figure. */
const GAP = 0.006;
const SMALLEST_PIECE = 0.008;
const SMALLEST_SIDE = 0.022;
/** In sizes of the body's text: what is lower is a formula. */
const FORMULA = 2.6;
/** Share of the page's area. */
const SMALLEST_AREA = 0.002;
const LARGEST_AREA = 0.6;
/** Thickest rule, as a share of the page's longer side. */
const RULE = 0.006;
/** A frame fills little of its box, and there is a text in it. */
const FRAME_FILL = 0.3;
const FRAMED_WORDS = 12;
/** A solid piece of a picture is at least so many pixels thick, where lines of frames are not. */
const SOLID = 9;

/** Lines of text, those on the grounds and in pictures alike; `kept` are headings, which label no figure. */
export interface Text {
  readonly lines: readonly TextLine[];
  readonly kept: ReadonlySet<TextLine>;
}

export function findFigures(plates: Plates, grounds: Grounds, { lines, kept }: Text, page: Rect): Figure[] {
  const labels = new Set([...grounds.labels, ...[...kept].map(({ ground }) => ground)]);
  labels.delete(0);
  const text = lines.filter(({ ground }) => labels.has(ground));
  const edge = Math.max(plates.width, plates.height);
  const gap = Math.max(3, Math.round(edge * GAP));
  const ink = withoutFrames(removeThin(inkMask(plates, labels, text), 3, 3), text, plates.scale);
  const pieces = connectedComponents(closeGaps(ink, gap, gap))
    .components.filter(({ box }) => Math.max(widthOf(box), heightOf(box)) >= edge * SMALLEST_PIECE)
    .map(({ box }) => scaled(box, 1 / plates.scale));
  const side = Math.max(Math.max(widthOf(page), heightOf(page)) * SMALLEST_SIDE, usualText(lines).size * FORMULA);
  return groupFigures(pieces, { lines, kept }, grounds, page).filter(
    ({ box }) =>
      Math.min(widthOf(box), heightOf(box)) >= side &&
      areaOf(box) >= areaOf(page) * SMALLEST_AREA &&
      areaOf(box) <= areaOf(page) * LARGEST_AREA,
  );
}

/** Drops rules and frames around text: long, thin, and nothing by themselves; what is solid in them stays. */
function withoutFrames(ink: Mask, text: readonly TextLine[], scale: number): Mask {
  const { labels, components } = connectedComponents(ink);
  const edge = Math.max(ink.width, ink.height);
  const solid = removeThin(ink, SOLID, SOLID);
  const frames = new Set(
    components
      .filter(({ box, area }) => {
        const thin = Math.min(widthOf(box), heightOf(box)) <= edge * RULE;
        if (thin) return Math.max(widthOf(box), heightOf(box)) > edge * SMALLEST_SIDE;
        return area < areaOf(box) * FRAME_FILL && wordsIn(text, scaled(box, 1 / scale)) >= FRAMED_WORDS;
      })
      .map(({ label }) => label),
  );
  return {
    ...ink,
    data: ink.data.map((value, pixel) => (frames.has(labels[pixel]!) ? solid.data[pixel]! : value)),
  };
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

const scaled = ({ x0, y0, x1, y1 }: Rect, by: number): Rect => ({ x0: x0 * by, y0: y0 * by, x1: x1 * by, y1: y1 * by });

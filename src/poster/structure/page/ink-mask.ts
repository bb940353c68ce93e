/** What of a picture is drawn: neither a ground, nor text on one, nor the borders of panels. */
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage, grow } from '../../../pdf/rect-overlap.ts';
import { connectedComponents, type Mask, removeThin } from './components.ts';
import type { FlatRegions } from './find-flat-regions.ts';
import type { TextLine } from './page-model.ts';

/** Pixels of the flat regions' picture: around words, and half the width of the border around a panel. */
const AROUND_WORD = 2;
const BORDER = 4;
/** Share of the page's longer side: longer rules and frames are taken away. */
const SHORT = 0.022;
/** Thickest rule, as a share of the page's longer side. */
const RULE = 0.006;
/** A frame fills little of its box, and there is a text in it. */
const FRAME_FILL = 0.3;
const FRAMED_WORDS = 12;
/** A solid piece of a picture is at least so many pixels thick, where lines of frames are not. */
const SOLID = 9;

/**
 * @param grounds Labels of the flat regions on which text is text.
 * @param text The lines on them.
 * @param borders The boxes of panels and bars.
 */
export function inkMask(
  { labels, width, height, scale }: FlatRegions,
  grounds: ReadonlySet<number>,
  text: readonly TextLine[],
  borders: readonly Rect[],
): Mask {
  const data = new Uint8Array(width * height);
  for (let pixel = 0; pixel < data.length; pixel++) if (!grounds.has(labels[pixel]!)) data[pixel] = 255;
  const wipe = (box: Rect) => {
    const [left, right] = [Math.max(0, Math.floor(box.x0)), Math.min(width, Math.ceil(box.x1))];
    for (let y = Math.max(0, Math.floor(box.y0)); y < Math.min(height, box.y1); y++)
      data.fill(0, y * width + left, y * width + Math.max(left, right));
  };
  for (const { words } of text) for (const { box } of words) wipe(grow(scaled(box, scale), AROUND_WORD));
  for (const box of borders) for (const side of sidesOf(scaled(box, scale))) wipe(grow(side, BORDER));
  return { width, height, data };
}

const sidesOf = ({ x0, y0, x1, y1 }: Rect): Rect[] => [
  { x0, y0, x1, y1: y0 },
  { x0, y0: y1, x1, y1 },
  { x0, y0, x1: x0, y1 },
  { x0: x1, y0, x1, y1 },
];

/** Drops rules and frames around text: long, thin, and nothing by themselves; what is solid in them stays. */
export function withoutFrames(ink: Mask, text: readonly TextLine[], scale: number): Mask {
  const { labels, components } = connectedComponents(ink);
  const edge = Math.max(ink.width, ink.height);
  const solid = removeThin(ink, SOLID, SOLID);
  const frames = new Set(
    components
      .filter(({ box, area }) => {
        const thin = Math.min(widthOf(box), heightOf(box)) <= edge * RULE;
        if (thin) return Math.max(widthOf(box), heightOf(box)) > edge * SHORT;
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

const scaled = ({ x0, y0, x1, y1 }: Rect, by: number): Rect => ({ x0: x0 * by, y0: y0 * by, x1: x1 * by, y1: y1 * by });

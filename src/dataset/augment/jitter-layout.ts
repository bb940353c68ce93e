import type { Box, PosterLayout } from '../../model/schemas.ts';
import { boxFromEdges, carried, sharedArea } from '../boxes.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Augmentation } from './variant.ts';

/** How far an edge may move, in percent of the page: less than the usual gutter. */
const REACH_PCT = 1;

/**
 * Moves the edges of sections, and of the figures in them, by up to `REACH_PCT`. No section leaves the page or gets into
 * another one that it did not touch before.
 */
export const jitterLayout: Augmentation = (poster, random) => {
  const before = poster.layout.sections.map(({ bbox_pct }) => bbox_pct);
  if (before.length === 0) return poster;
  const after = [...before];
  before.forEach((box, index) => {
    const collides = (moved: Box) =>
      after.some((other, i) => i !== index && sharedArea(moved, other) > 0 && sharedArea(box, before[i]!) === 0);
    after[index] = [jitter(box, random), shrink(box, random)].find((moved) => !collides(moved)) ?? box;
  });
  return { ...poster, layout: withBoxes(poster.layout, after) };
};

function jitter([x, y, width, height]: Box, random: SeededRandom): Box {
  const noise = () => random.between(-REACH_PCT, REACH_PCT);
  const [left, top] = [x + noise(), y + noise()];
  return boxFromEdges(left, top, Math.max(left, x + width + noise()), Math.max(top, y + height + noise()));
}

/** Inwards only, and by a tenth at most: this can touch nothing. */
function shrink([x, y, width, height]: Box, random: SeededRandom): Box {
  const inset = (side: number) => random.between(0, Math.min(REACH_PCT, side / 10));
  const [left, top] = [x + inset(width), y + inset(height)];
  return boxFromEdges(left, top, x + width - inset(width), y + height - inset(height));
}

function withBoxes(layout: PosterLayout, boxes: readonly Box[]): PosterLayout {
  const moves = new Map(layout.sections.map(({ id, bbox_pct }, i) => [id, { from: bbox_pct, to: boxes[i]! }]));
  return {
    ...layout,
    sections: layout.sections.map((section, i) => ({ ...section, bbox_pct: boxes[i]! })),
    figures: layout.figures.map((figure) => {
      const move = moves.get(figure.section_id ?? '');
      return move ? { ...figure, bbox_pct: carried(figure.bbox_pct, move.from, move.to) } : figure;
    }),
  };
}

/** One figure of the paper → the places where the poster shows it, or parts of it. */

import { align } from '../picture/align.ts';
import { type Consensus, findConsensus, type Placement } from '../picture/consensus.ts';
import { type DirectionIndex, findCorrespondences } from '../picture/correspondences.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import type { Picture } from '../picture/picture.ts';
import { boundsOf, clipTo, type Rectangle } from '../picture/rectangle.ts';
import type { Keypoints, Sift } from '../sift/sift.ts';
import { type SeenRegion, seenRegion } from './seen-region.ts';
import { compareTiles, STROKES } from './tile-agreement.ts';

/** A poster ready to be searched. */
export interface SearchedPoster {
  readonly image: GreyImage;
  readonly keypoints: Keypoints;
  readonly index: DirectionIndex;
}

export interface Sighting {
  readonly placement: Placement;
  /** Distinct correspondences that agree on the placement. */
  readonly inliers: number;
  readonly seen: SeenRegion;
  /** Where the part is on the poster, pixels. */
  readonly region: Rectangle;
}

/** Lowe's ratio (IJCV 2004, section 7.1). */
const RATIO = 0.8;
/** Panels of one figure that a poster may show apart from each other. */
const MAX_SIGHTINGS = 6;
/** Placements in a row that the pixels refute, after which the rest, with fewer votes still, is not worth looking at. */
const MAX_REFUTED = 2;
/** Textured tiles that must agree at least. */
const LEAST_TILES = 4;
/** Share of the region's textured tiles that must agree. */
const LEAST_AGREEMENT = 0.5;
/**
 * Few inliers are believed only where the pixels leave little doubt, since lettering set anew gathers a dozen: each one
 * below this number must be made up for by a share of the tiles.
 */
const MANY_INLIERS = 25;
const AGREEMENT_PER_INLIER = 0.02;
/** Share of the figure seen, and of the region's tiles that agree, from which a place is worth a closer look. */
const HINT = { coverage: 0.1, agreement: 0.5 };
/** Pixels of the poster: a strip thinner than this is an axis or a rule, such as many figures have. */
const LEAST_EDGE = 40;
/** A sighting of less than this share of the figure needs this many inliers: lettering and markers alone recur. */
const SMALL_PART = { coverage: 0.12, inliers: 10 };
/** Share of the figure seen in one place from which it counts as seen completely. */
export const COMPLETE = 0.85;
/**
 * After that a further place, of a panel shown once more, must have this share of the inliers that the same tiles had
 * there: a near-twin (another frame, other data in the same axes) has far fewer.
 */
const REPEATED = 0.25;

/** What came of looking for a figure. */
export interface Look {
  readonly sightings: readonly Sighting[];
  /** Where the whole figure may lie, pixels of the poster: half of the pixels agree, not enough to believe it. */
  readonly hints: readonly Rectangle[];
}

/**
 * SIFT correspondences vote for a placement; the pixels there must agree as well, tile by tile, since near-twins of one
 * paper and lettering gather votes too. What is found is set aside and the rest votes again, for panels that the poster shows apart.
 */
export function locateFigure(sift: Sift, figure: Picture, poster: SearchedPoster): Look {
  let matches = findCorrespondences(sift, figure.keypoints, poster.index, RATIO);
  const sightings: Sighting[] = [];
  const hints: Rectangle[] = [];
  let refuted = 0;
  for (let round = 0; round < MAX_SIGHTINGS && refuted < MAX_REFUTED; round += 1) {
    const consensus = findConsensus(matches);
    if (!consensus) break;
    const complete = sightings.find(({ seen }) => seen.coverage >= COMPLETE);
    if (complete && consensus.distinct < SMALL_PART.inliers) break;
    const sighting = sightingOf(figure, poster.image, consensus);
    const isHeld = isBelievable(sighting) && (!complete || isRepeated(sighting, complete));
    if (isHeld) sightings.push(sighting);
    else if (isHint(sighting)) hints.push(wholeOf(figure, poster.image, consensus.placement));
    refuted = isHeld ? 0 : refuted + 1;
    const used = new Set(consensus.inliers);
    matches = matches.filter((match) => !used.has(match));
  }
  return { sightings, hints };
}

function isRepeated(sighting: Sighting, complete: Sighting): boolean {
  const expected = (complete.inliers * sighting.seen.coverage) / complete.seen.coverage;
  return sighting.inliers >= REPEATED * expected;
}

function sightingOf(figure: Picture, poster: GreyImage, { placement, inliers, distinct }: Consensus): Sighting {
  const bounds = boundsOf(inliers.map(({ fx, fy }) => ({ x: fx / figure.width, y: fy / figure.height })));
  const seen = seenRegion(compareTiles(align(figure, poster, placement), STROKES), bounds);
  return { placement, inliers: distinct, seen, region: clipTo(regionOf(figure, seen.part, placement), sheet(poster)) };
}

function isBelievable({ seen, inliers, region }: Sighting): boolean {
  const wanted = LEAST_AGREEMENT + AGREEMENT_PER_INLIER * Math.max(0, MANY_INLIERS - inliers);
  if (seen.agreeing < LEAST_TILES || seen.agreeing / seen.compared < wanted) return false;
  if (seen.coverage < SMALL_PART.coverage && inliers < SMALL_PART.inliers) return false;
  return Math.min(region.width, region.height) >= LEAST_EDGE;
}

const isHint = ({ seen }: Sighting): boolean =>
  seen.coverage >= HINT.coverage && seen.agreeing >= HINT.agreement * seen.compared;

const sheet = ({ width, height }: GreyImage): Rectangle => ({ x: 0, y: 0, width, height });

const wholeOf = (figure: GreyImage, poster: GreyImage, placement: Placement): Rectangle =>
  clipTo(regionOf(figure, { x: 0, y: 0, width: 1, height: 1 }, placement), sheet(poster));

function regionOf(figure: GreyImage, part: Rectangle, { sx, sy, tx, ty }: Placement): Rectangle {
  return {
    x: tx + part.x * figure.width * sx,
    y: ty + part.y * figure.height * sy,
    width: part.width * figure.width * sx,
    height: part.height * figure.height * sy,
  };
}

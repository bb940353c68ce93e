/** Sightings of many figures → who keeps which place on the poster. */

import type { Pose } from '../picture/picture.ts';
import { intersectionArea, iou, overlap, type Rectangle, unionOf } from '../picture/rectangle.ts';
import type { Sighting } from './locate-figure.ts';
import type { SeenRegion } from './seen-region.ts';

/** A figure that is looked for: its number in the caller's list, and how it is posed. */
export interface Search {
  readonly figure: number;
  readonly pose: Pose;
}

export interface Candidate extends Search {
  readonly sighting: Sighting;
}

/** A figure's hold on a place: one sighting, or the panels of it that stand together on the poster, strongest first. */
export interface Claim extends Search {
  readonly sightings: readonly [Sighting, ...Sighting[]];
  readonly region: Rectangle;
  readonly seen: SeenRegion;
  readonly inliers: number;
}

/** Share of the smaller of two regions from which they compete for one place. */
const COMPETES = 0.4;
/** Overlap (intersection over union) of two whole-figure placements that are one figure, stretched or spaced differently. */
const SAME_PLACEMENT = 0.4;
/** Panels stand together when the gap between them is at most this share of the smaller one's edge, at like scales. */
const NEAR = 0.6;
const LIKE_SCALE = 1.25;
/** Share of a figure's textured tiles that a claim must have seen: about one panel of eight. */
const LEAST_COVERAGE = 0.12;
/**
 * Votes × share of the figure seen: what many figures of one paper have in common (an axis, a legend, icons in the same
 * row) is a small part with few votes. Of 26 real pairs such scraps reach 2.2, reused panels 11.
 */
const LEAST_EVIDENCE = 5;
/** Share of a place held by another figure that a joined claim may cover. */
const MAY_COVER = 0.3;

/**
 * The strongest sighting keeps its place and weaker ones that overlap it fall, one to one; regions are what was really
 * seen, so a composite poster figure may hold several paper figures side by side. Then panels of one figure join.
 */
export function assignPlaces(candidates: readonly Candidate[]): Claim[] {
  const byStrength = candidates.toSorted((a, b) => strength(b.sighting) - strength(a.sighting) || a.figure - b.figure);
  const kept: Candidate[] = [];
  for (const candidate of byStrength) {
    const { region } = candidate.sighting;
    if (kept.every((other) => overlap(region, other.sighting.region) <= COMPETES)) kept.push(candidate);
  }
  return joinPanels(kept.map(claimOf)).filter(isSubstantial);
}

/** A scrap of a figure, such as a legend, an axis or a photograph that several figures show, is no reuse of it. */
const isSubstantial = ({ seen, inliers }: Claim): boolean =>
  seen.coverage >= LEAST_COVERAGE && inliers * seen.coverage >= LEAST_EVIDENCE;

/** Votes × share of the pixels that agree. */
export const strength = ({ inliers, seen }: Sighting): number => (inliers * seen.agreeing) / seen.compared;

const claimOf = ({ figure, pose, sighting }: Candidate): Claim => ({
  figure,
  pose,
  sightings: [sighting],
  region: sighting.region,
  seen: sighting.seen,
  inliers: sighting.inliers,
});

function joinPanels(claims: readonly Claim[]): Claim[] {
  const joined = [...claims];
  for (let i = 0; i < joined.length; i += 1) {
    for (let j = i + 1; j < joined.length; j += 1) {
      const [a, b] = [joined[i], joined[j]];
      if (!a || !b || !belongTogether(a, b, joined)) continue;
      joined[i] = join(a, b);
      joined.splice(j, 1);
      // The larger claim may reach panels that the smaller one did not.
      j = i;
    }
  }
  return joined;
}

function belongTogether(a: Claim, b: Claim, all: readonly Claim[]): boolean {
  if (a.figure !== b.figure || a.pose !== b.pose) return false;
  const pairs = a.sightings.flatMap((s) => b.sightings.map((t) => [s, t] as const));
  if (!pairs.some(([s, t]) => iou(wholeBox(s), wholeBox(t)) >= SAME_PLACEMENT || standTogether(s, t, a, b)))
    return false;
  const union = unionOf(a.region, b.region);
  return all.every(
    (other) =>
      other.figure === a.figure ||
      intersectionArea(other.region, union) <= MAY_COVER * other.region.width * other.region.height,
  );
}

/** Where the whole figure would lie, in units of the part's own size. */
function wholeBox({ region, seen: { part } }: Sighting): Rectangle {
  const [width, height] = [region.width / part.width, region.height / part.height];
  return { x: region.x - part.x * width, y: region.y - part.y * height, width, height };
}

function standTogether(s: Sighting, t: Sighting, a: Claim, b: Claim): boolean {
  const ratio = Math.sqrt((s.placement.sx * s.placement.sy) / (t.placement.sx * t.placement.sy));
  if (ratio > LIKE_SCALE || ratio < 1 / LIKE_SCALE) return false;
  const gapX = Math.max(a.region.x, b.region.x) - Math.min(a.region.x + a.region.width, b.region.x + b.region.width);
  const gapY = Math.max(a.region.y, b.region.y) - Math.min(a.region.y + a.region.height, b.region.y + b.region.height);
  return (
    gapX <= NEAR * Math.min(a.region.width, b.region.width) && gapY <= NEAR * Math.min(a.region.height, b.region.height)
  );
}

function join(a: Claim, b: Claim): Claim {
  return {
    figure: a.figure,
    pose: a.pose,
    sightings: [...a.sightings, ...b.sightings],
    region: unionOf(a.region, b.region),
    inliers: a.inliers + b.inliers,
    seen: {
      part: unionOf(a.seen.part, b.seen.part),
      agreeing: a.seen.agreeing + b.seen.agreeing,
      compared: a.seen.compared + b.seen.compared,
      coverage: Math.min(1, a.seen.coverage + b.seen.coverage),
    },
  };
}

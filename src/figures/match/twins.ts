/** Figures of one paper that look much alike: runs of one experiment, frames of one film, the same axes with other data. */
import type { ExtractedFigure } from '../../model/schemas.ts';
import { overlap } from '../picture/rectangle.ts';
import { assignPlaces, type Claim, strength } from './assign-figures.ts';
import { type Hunt, lookFor } from './hunt.ts';
import type { SearchedPoster } from './locate-figure.ts';
import { isPanelOf } from './paper-figure.ts';
import { searchPlace } from './search-poster.ts';

/** Factor by which the shapes, width to height, of two figures differ that may be drawn by one program. */
const SAME_SHAPE = 1.1;
/** Twins that a claim is compared with, those of the nearest pages: a thesis may have hundreds of one shape. */
const MOST_TWINS = 12;
/** Share of a claim's strength with which another figure explains the place about as well. */
const ABOUT_AS_WELL = 0.5;
/** Share of the smaller of two regions in which they are one place. */
const ONE_PLACE = 0.4;

/**
 * Looks for all figures of a shape in each place that one of them claims, without the rest of the poster: what twins have in
 * common is no evidence where all of the poster competes, and so the wrong one of them may be alone in having votes.
 */
export async function compareTwins(hunt: Hunt, poster: SearchedPoster): Promise<void> {
  for (const { figure, pose, region } of assignPlaces(hunt.candidates)) {
    const claiming = hunt.figures[figure];
    const twins = twinsOf(hunt, claiming);
    if (twins.length === 0) continue;
    const place = searchPlace(poster, region);
    await lookFor(
      hunt,
      place,
      [figure, ...twins].map((each) => ({ figure: each, pose })),
    );
  }
}

function twinsOf({ figures }: Hunt, claiming: ExtractedFigure | undefined): number[] {
  const distance = (i: number): number => Math.abs((figures[i]?.page_number ?? 0) - (claiming?.page_number ?? 0));
  const twins = [...figures.keys()].filter((i) => isTwin(figures[i], claiming));
  return twins.toSorted((a, b) => distance(a) - distance(b) || a - b).slice(0, MOST_TWINS);
}

function isTwin(a: ExtractedFigure | undefined, b: ExtractedFigure | undefined): boolean {
  if (!a || !b || areRelated(a, b)) return false;
  const ratio = (a.width * b.height) / (b.width * a.height);
  return ratio < SAME_SHAPE && ratio > 1 / SAME_SHAPE;
}

const areRelated = (a: ExtractedFigure, b: ExtractedFigure): boolean => a === b || isPanelOf(a, b) || isPanelOf(b, a);

/** Does another figure of the paper explain a claim's place about as well? */
export function isRivalled({ figures, candidates }: Hunt, claim: Claim): boolean {
  const claiming = figures[claim.figure];
  const [strongest] = claim.sightings;
  return candidates.some(({ figure, sighting }) => {
    const other = figures[figure];
    if (!claiming || !other || areRelated(claiming, other)) return false;
    return (
      overlap(sighting.region, claim.region) > ONE_PLACE && strength(sighting) >= ABOUT_AS_WELL * strength(strongest)
    );
  });
}

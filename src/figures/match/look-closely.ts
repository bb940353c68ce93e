/** A second look where the first one left something open: at twice the size, which is where thin lines have their keypoints. */
import { overlap } from '../picture/rectangle.ts';
import { assignPlaces, type Search } from './assign-figures.ts';
import { type Hint, type Hunt, lookFor, panelsOf, unplaced } from './hunt.ts';
import { COMPLETE, type SearchedPoster } from './locate-figure.ts';
import { searchClosely } from './search-poster.ts';

/** Share of a place, or of a hint in it, from which others need not be looked for there. */
const TAKEN = 0.5;

/** Doubling everything, to the same end, took six times as long as all the rest. */
export async function lookClosely(hunt: Hunt, poster: SearchedPoster): Promise<void> {
  const hints = openHints(hunt);
  const searches = eachOnce([...enlarged(hunt), ...hints.flatMap((hint) => withPanels(hunt, hint))]);
  if (searches.length === 0) return;
  const places = hints.map(({ region }) => region);
  await lookFor(hunt, searchClosely(hunt.sift, poster, places), searches, 'doubled');
}

/** Of figures without a place, where no other figure has one. */
function openHints(hunt: Hunt): Hint[] {
  const missing = unplaced(hunt);
  const families = new Set([...missing, ...panelsOf(hunt, missing)]);
  const taken = assignPlaces(hunt.candidates).map(({ region }) => region);
  return hunt.hints.filter(
    ({ figure, region }) => families.has(figure) && !taken.some((place) => overlap(place, region) > TAKEN),
  );
}

/** Figures seen in part and larger than in their file: the poster shows more of them than their own pixels tell. */
const enlarged = ({ candidates }: Hunt): Search[] =>
  candidates.filter(({ sighting: { seen, placement } }) => seen.coverage < COMPLETE && placement.sx * placement.sy > 1);

const withPanels = (hunt: Hunt, { figure, pose }: Search): Search[] =>
  [figure, ...panelsOf(hunt, [figure])].map((each) => ({ figure: each, pose }));

const eachOnce = (searches: readonly Search[]): Search[] =>
  searches.filter(
    ({ figure, pose }, i) => searches.findIndex((other) => other.figure === figure && other.pose === pose) === i,
  );

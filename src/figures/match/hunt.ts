/** The search for a paper's figures on one poster: what is looked for, and all that was seen so far. */
import type { ExtractedFigure } from '../../model/schemas.ts';
import { posePicture } from '../picture/picture.ts';
import type { Rectangle } from '../picture/rectangle.ts';
import type { Sift } from '../sift/sift.ts';
import { assignPlaces, type Candidate, type Search } from './assign-figures.ts';
import { locateFigure, type SearchedPoster } from './locate-figure.ts';
import { type Detail, isPanelOf, type OpenFigure } from './paper-figure.ts';
import { hasSameLettering } from './same-lettering.ts';

/** Where a figure, as posed, may lie as a whole: pixels of the poster. */
export interface Hint extends Search {
  readonly region: Rectangle;
}

export interface Hunt {
  readonly sift: Sift;
  readonly figures: readonly ExtractedFigure[];
  readonly open: OpenFigure;
  readonly candidates: Candidate[];
  readonly hints: Hint[];
}

export async function lookFor(
  hunt: Hunt,
  poster: SearchedPoster,
  searches: readonly Search[],
  detail: Detail = 'plain',
): Promise<void> {
  for (const { figure, pose } of searches) {
    const extracted = hunt.figures[figure];
    if (!extracted) continue;
    const picture = posePicture(hunt.sift, await hunt.open(extracted, detail), pose, {
      upsample: detail === 'doubled',
    });
    const isLettering = extracted.kind === 'table' || extracted.kind === 'algorithm';
    const { sightings, hints } = locateFigure(hunt.sift, picture, poster);
    for (const sighting of sightings) {
      if (isLettering && !hasSameLettering(picture, poster.image, sighting)) continue;
      hunt.candidates.push({ figure, pose, sighting });
    }
    for (const region of hints) hunt.hints.push({ figure, pose, region });
  }
}

export function wholeFigures({ figures }: Hunt): number[] {
  return [...figures.keys()].filter((i) => !figures.some((other) => isPanel(figures[i], other)));
}

export function panelsOf({ figures }: Hunt, wholes: readonly number[]): number[] {
  return [...figures.keys()].filter((i) => wholes.some((whole) => isPanel(figures[i], figures[whole])));
}

const isPanel = (panel: ExtractedFigure | undefined, figure: ExtractedFigure | undefined): boolean =>
  panel !== undefined && figure !== undefined && isPanelOf(panel, figure);

/** Whole figures that hold no place, neither themselves nor by a panel. */
export function unplaced(hunt: Hunt): number[] {
  const placed = new Set(assignPlaces(hunt.candidates).map(({ figure }) => figure));
  return wholeFigures(hunt).filter(
    (whole) => !placed.has(whole) && !panelsOf(hunt, [whole]).some((panel) => placed.has(panel)),
  );
}

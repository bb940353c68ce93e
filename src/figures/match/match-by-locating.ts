/** Each paper figure is looked for in the whole poster; what is found there must hold pixel by pixel. */
import type { ExtractedFigure, FigureMatch } from '../../model/schemas.ts';
import { type Pose, posePicture, turnBack, UPRIGHT } from '../picture/picture.ts';
import { type Rectangle, rectangleOf, within } from '../picture/rectangle.ts';
import type { Sift } from '../sift/sift.ts';
import { assignPlaces, type Claim, type Search } from './assign-figures.ts';
import { describeClaim } from './describe-claim.ts';
import { type Hunt, lookFor, panelsOf, unplaced, wholeFigures } from './hunt.ts';
import type { SearchedPoster } from './locate-figure.ts';
import { lookClosely } from './look-closely.ts';
import type { MatchRequest } from './match-request.ts';
import { figureOpener, namePaperFigure } from './paper-figure.ts';
import { namePosterFigures } from './poster-figure.ts';
import { posterLuma } from './poster-luma.ts';
import { searchPoster } from './search-poster.ts';
import { compareTwins, isRivalled } from './twins.ts';

/** Figures that are looked for again: papers have fewer, and a thesis with hundreds still ends in time. */
const MAX_RETRIED = 40;

/**
 * First every figure as it stands; then, for those without a place, their panels alone and the figure in unusual poses;
 * then a closer look where something is left open, and a
 * contest between figures that look alike.
 */
export async function matchByLocating(sift: Sift, request: MatchRequest): Promise<FigureMatch[]> {
  const figures = request.paperFigures.filter((figure) => figure.file_path !== null);
  const poster = searchPoster(sift, await posterLuma(request.posterPath, request.posterPage));
  const hunt: Hunt = { sift, figures, open: figureOpener(sift), candidates: [], hints: [] };
  await lookFor(hunt, poster, upright(wholeFigures(hunt)));
  const left = unplaced(hunt).slice(0, MAX_RETRIED);
  await lookFor(hunt, poster, [...upright(panelsOf(hunt, left)), ...posed(left)]);
  await lookClosely(hunt, poster);
  await compareTwins(hunt, poster);
  return describeAll(hunt, poster, assignPlaces(hunt.candidates), request);
}

const upright = (figures: readonly number[]): Search[] => figures.map((figure) => ({ figure, pose: UPRIGHT }));

/** Figures stand turned in narrow papers and squeezed on crowded posters. */
const UNUSUAL_POSES: readonly Pose[] = [
  { turns: 1, stretch: 1 },
  { turns: 3, stretch: 1 },
  { turns: 0, stretch: 1.5 },
  { turns: 0, stretch: 1 / 1.5 },
];

const posed = (figures: readonly number[]): Search[] =>
  figures.flatMap((figure) => UNUSUAL_POSES.map((pose) => ({ figure, pose })));

async function describeAll(
  hunt: Hunt,
  poster: SearchedPoster,
  claims: readonly Claim[],
  request: MatchRequest,
): Promise<FigureMatch[]> {
  const inReadingOrder = claims.toSorted((a, b) => a.region.y - b.region.y || a.region.x - b.region.x);
  const names = namePosterFigures(inReadingOrder, poster.image, request.layoutFigures);
  const matches: FigureMatch[] = [];
  for (const [i, claim] of inReadingOrder.entries()) {
    const [extracted, posterFigure] = [hunt.figures[claim.figure], names[i]];
    if (!extracted || !posterFigure) continue;
    const picture = posePicture(hunt.sift, await hunt.open(extracted, 'plain'), claim.pose, { upsample: false });
    const described = describeClaim(hunt.sift, { ...claim, isRivalled: isRivalled(hunt, claim) }, picture, poster);
    const paperFigure = namePaperFigure(extracted, hunt.figures, seenOnPage(extracted, claim));
    matches.push({ poster_figure: posterFigure, paper_figure: paperFigure, ...described });
  }
  return matches;
}

const seenOnPage = ({ bbox_pct }: ExtractedFigure, { seen, pose }: Claim): Rectangle =>
  within(rectangleOf(bbox_pct), turnBack(seen.part, pose));

/** Each paper figure is looked for in the whole poster; what is found there must hold pixel by pixel. */
import type { ExtractedFigure, FigureMatch } from '../../model/schemas.ts';
import { type Pose, posePicture, turnBack, UPRIGHT } from '../picture/picture.ts';
import { type Rectangle, rectangleOf, within } from '../picture/rectangle.ts';
import type { Sift } from '../sift/sift.ts';
import { assignPlaces, type Candidate, type Claim, type Search } from './assign-figures.ts';
import { describeClaim } from './describe-claim.ts';
import { locateFigure, type SearchedPoster } from './locate-figure.ts';
import type { MatchRequest } from './match-request.ts';
import { openPoster } from './open-poster.ts';
import { figureOpener, isPanelOf, namePaperFigure, type OpenFigure } from './paper-figure.ts';
import { namePosterFigures } from './poster-figure.ts';
import { hasSameLettering } from './same-lettering.ts';
import { searchClosely, searchPoster } from './search-poster.ts';

/** Figures that are looked for again: papers have fewer, and a thesis with hundreds still ends in time. */
const MAX_RETRIED = 40;

/**
 * First every figure as it stands; then, for those without a place, their panels alone and the figure in unusual poses;
 * at last, against the poster doubled, for figures shown very small.
 */
export async function matchByLocating(sift: Sift, request: MatchRequest): Promise<FigureMatch[]> {
  const figures = request.paperFigures.filter((figure) => figure.file_path !== null);
  const poster = searchPoster(sift, await openPoster(request.posterPath, request.posterPage));
  const hunt: Hunt = { sift, figures, open: figureOpener(sift), candidates: [] };
  await lookFor(hunt, poster, upright(wholeFigures(figures)));
  const left = unplaced(hunt).slice(0, MAX_RETRIED);
  await lookFor(hunt, poster, [...upright(panelsOf(figures, left)), ...posed(left)]);
  const missing = unplaced(hunt).slice(0, MAX_RETRIED);
  if (missing.length > 0) {
    const taken = assignPlaces(hunt.candidates).map(({ region }) => region);
    await lookFor(hunt, searchClosely(sift, poster, taken), upright([...missing, ...panelsOf(figures, missing)]));
  }
  return describeAll(hunt, poster, assignPlaces(hunt.candidates), request);
}

interface Hunt {
  readonly sift: Sift;
  readonly figures: readonly ExtractedFigure[];
  readonly open: OpenFigure;
  /** All that was seen so far. */
  readonly candidates: Candidate[];
}

async function lookFor(hunt: Hunt, poster: SearchedPoster, searches: readonly Search[]): Promise<void> {
  for (const { figure, pose } of searches) {
    const extracted = hunt.figures[figure];
    if (!extracted) continue;
    const picture = posePicture(hunt.sift, await hunt.open(extracted), pose);
    const isLettering = extracted.kind === 'table' || extracted.kind === 'algorithm';
    for (const sighting of locateFigure(hunt.sift, picture, poster)) {
      if (isLettering && !hasSameLettering(picture, poster.image, sighting)) continue;
      hunt.candidates.push({ figure, pose, sighting });
    }
  }
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

function wholeFigures(figures: readonly ExtractedFigure[]): number[] {
  return [...figures.keys()].filter((i) => !figures.some((other) => isPanel(figures[i], other)));
}

function panelsOf(figures: readonly ExtractedFigure[], wholes: readonly number[]): number[] {
  return [...figures.keys()].filter((i) => wholes.some((whole) => isPanel(figures[i], figures[whole])));
}

const isPanel = (panel: ExtractedFigure | undefined, figure: ExtractedFigure | undefined): boolean =>
  panel !== undefined && figure !== undefined && isPanelOf(panel, figure);

/** Whole figures that hold no place, neither themselves nor by a panel. */
function unplaced({ figures, candidates }: Hunt): number[] {
  const placed = new Set(assignPlaces(candidates).map(({ figure }) => figure));
  return wholeFigures(figures).filter(
    (whole) => !placed.has(whole) && !panelsOf(figures, [whole]).some((panel) => placed.has(panel)),
  );
}

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
    const picture = posePicture(hunt.sift, await hunt.open(extracted), claim.pose);
    const described = describeClaim(hunt.sift, claim, picture, poster);
    const paperFigure = namePaperFigure(extracted, hunt.figures, seenOnPage(extracted, claim));
    matches.push({ poster_figure: posterFigure, paper_figure: paperFigure, ...described });
  }
  return matches;
}

const seenOnPage = ({ bbox_pct }: ExtractedFigure, { seen, pose }: Claim): Rectangle =>
  within(rectangleOf(bbox_pct), turnBack(seen.part, pose));

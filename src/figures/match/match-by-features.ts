/** The usual recipe: the layout's boxes, cut out of the poster, against every figure of the paper, pair by pair. */
import type { ExtractedFigure, FigureMatch, LayoutFigure } from '../../model/schemas.ts';
import { crop, resize } from '../picture/align.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import { describePicture, type Picture } from '../picture/picture.ts';
import { clipTo, rectangleOf, within } from '../picture/rectangle.ts';
import type { Sift } from '../sift/sift.ts';
import type { MatchRequest } from './match-request.ts';
import { figureOpener } from './paper-figure.ts';
import { posterLuma } from './poster-luma.ts';
import { featureScore, type Scores, scoreSimilarity } from './similarity.ts';

/** Combined score of a match, and of one that is `high` and the `same`. */
const COMBINED = { medium: 0.25, high: 0.5 };
/** Pictures are compared at this size, pixels a side. */
const COMPARED_EDGE = 256;

/**
 * For each figure of the layout the paper figure with the best combined score, if its feature score reaches the threshold
 * and the combined score 0.25 (`medium`, `similar`; from 0.5 on `high`, `same`).
 */
export async function matchByFeatures(sift: Sift, request: MatchRequest): Promise<FigureMatch[]> {
  const poster = await posterLuma(request.posterPath, request.posterPage);
  const open = figureOpener(sift);
  const best = new Map<LayoutFigure, FigureMatch>();
  const cutOuts = request.layoutFigures.map((figure) => ({ figure, picture: cutOut(sift, poster, figure) }));
  for (const paperFigure of request.paperFigures) {
    if (paperFigure.file_path === null) continue;
    const picture = await open(paperFigure, 'doubled');
    for (const { figure, picture: shown } of cutOuts) {
      const scores = compare(sift, picture, shown);
      if (scores.feature_score < request.featureThreshold || scores.combined_score < COMBINED.medium) continue;
      if (scores.combined_score <= (best.get(figure)?.combined_score ?? 0)) continue;
      best.set(figure, describe(figure, paperFigure, scores));
    }
  }
  return request.layoutFigures.flatMap((figure) => best.get(figure) ?? []);
}

function cutOut(sift: Sift, poster: GreyImage, { bbox_pct }: LayoutFigure): Picture {
  const page = { x: 0, y: 0, width: poster.width, height: poster.height };
  const [x, y, width, height] = bbox_pct;
  const box = clipTo(within(page, rectangleOf([x / 100, y / 100, width / 100, height / 100])), page);
  const left = Math.min(poster.width - 1, Math.floor(box.x));
  const top = Math.min(poster.height - 1, Math.floor(box.y));
  const size = { width: Math.max(1, Math.round(box.width)), height: Math.max(1, Math.round(box.height)) };
  const inside = {
    width: Math.min(size.width, poster.width - left),
    height: Math.min(size.height, poster.height - top),
  };
  return describePicture(sift, crop(poster, { x: left, y: top, ...inside }), { upsample: true });
}

function compare(sift: Sift, figure: Picture, shown: Picture): Scores {
  const pair = {
    figure: resize(figure, COMPARED_EDGE, COMPARED_EDGE),
    poster: resize(shown, COMPARED_EDGE, COMPARED_EDGE),
  };
  return scoreSimilarity(pair, featureScore(sift, figure.keypoints.descriptors, shown.keypoints.descriptors));
}

function describe(shown: LayoutFigure, figure: ExtractedFigure, scores: Scores): FigureMatch {
  const high = scores.combined_score >= COMBINED.high;
  return {
    poster_figure: { id: shown.id, bbox_pct: shown.bbox_pct },
    paper_figure: {
      figure_id: figure.figure_id,
      label: figure.label,
      page_number: figure.page_number,
      bbox_pct: figure.bbox_pct,
    },
    match_confidence: high ? 'high' : 'medium',
    ...scores,
    inliers: 0,
    method: 'features',
    vlm_verdict: high ? 'same' : 'similar',
    vlm_reasoning: 'Feature-based matching (VLM disabled)',
  };
}

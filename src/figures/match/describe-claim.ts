/** A claim → the scores and the verdict of its match. */
import type { FigureMatch } from '../../model/schemas.ts';
import { align, crop } from '../picture/align.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import { gatherDescriptors, keypointsIn } from '../picture/keypoint-columns.ts';
import type { Picture } from '../picture/picture.ts';
import { type Rectangle, within } from '../picture/rectangle.ts';
import type { Keypoints, Sift } from '../sift/sift.ts';
import type { Claim } from './assign-figures.ts';
import type { SearchedPoster } from './locate-figure.ts';
import { featureScore, scoreSimilarity } from './similarity.ts';

/** `high` from this many inliers with this share of the seen part's tiles agreeing; else `medium`. */
const HIGH = { inliers: 15, agreement: 0.7 };
/** A claim, and whether another figure of the paper explains its place about as well. */
interface JudgedClaim extends Claim {
  readonly isRivalled: boolean;
}

/** `same` from this share of the whole figure seen; else `similar`, a part of it. */
const SAME_COVERAGE = 0.6;

/**
 * A located match is `high` from 15 distinct SIFT inliers with at least 70 % of the compared tiles agreeing, where no
 * other figure explains the place about as well, else `medium`; it is the `same` from 60 % of the figure's textured tiles seen, else `similar`. The scores compare the part
 * that was seen with the poster's region, aligned; of several panels, the strongest.
 */
export function describeClaim(
  sift: Sift,
  claim: JudgedClaim,
  figure: Picture,
  poster: SearchedPoster,
): Omit<FigureMatch, 'poster_figure' | 'paper_figure'> {
  const [strongest] = claim.sightings;
  const { part } = strongest.seen;
  const pair = align(figure, poster.image, strongest.placement);
  const features = featureScore(
    sift,
    descriptorsIn(figure.keypoints, within({ x: 0, y: 0, width: figure.width, height: figure.height }, part)),
    descriptorsIn(poster.keypoints, strongest.region),
  );
  return {
    match_confidence: isHigh(claim) ? 'high' : 'medium',
    ...scoreSimilarity({ figure: cropPart(pair.figure, part), poster: cropPart(pair.poster, part) }, features),
    inliers: claim.inliers,
    method: 'located',
    vlm_verdict: claim.seen.coverage >= SAME_COVERAGE ? 'same' : 'similar',
    vlm_reasoning: reasoning(claim),
  };
}

const isHigh = ({ inliers, seen, isRivalled }: JudgedClaim): boolean =>
  !isRivalled && inliers >= HIGH.inliers && seen.agreeing >= HIGH.agreement * seen.compared;

function reasoning({ inliers, seen, pose, isRivalled }: JudgedClaim): string {
  const share = Math.round(seen.coverage * 100);
  const turn = pose.turns === 0 ? '' : `, turned by ${pose.turns * 90}° clockwise`;
  const rival = isRivalled ? ' Another figure of the paper looks about as much like it.' : '';
  return (
    `Located in the whole poster (no model asked)${turn}: ${inliers} SIFT inliers, ${seen.agreeing} of ${seen.compared} ` +
    `textured tiles agree, ${share} % of the figure seen. High: ${HIGH.inliers} inliers and ` +
    `${HIGH.agreement * 100} % of tiles; same: ${SAME_COVERAGE * 100} % of the figure.${rival}`
  );
}

const descriptorsIn = (keypoints: Keypoints, box: Rectangle): Uint8Array =>
  gatherDescriptors(keypoints.descriptors, keypointsIn(keypoints, box));

function cropPart(image: GreyImage, part: Rectangle): GreyImage {
  const x = Math.min(image.width - 1, Math.max(0, Math.floor(part.x * image.width)));
  const y = Math.min(image.height - 1, Math.max(0, Math.floor(part.y * image.height)));
  const width = Math.min(image.width - x, Math.max(1, Math.round(part.width * image.width)));
  const height = Math.min(image.height - y, Math.max(1, Math.round(part.height * image.height)));
  return crop(image, { x, y, width, height });
}

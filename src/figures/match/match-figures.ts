/** A poster and the figures of its paper → which figure is reused where. */
import type { FigureMatch } from '../../model/schemas.ts';
import { openSift } from '../sift/sift.ts';
import { matchByFeatures } from './match-by-features.ts';
import { matchByLocating } from './match-by-locating.ts';
import type { MatchRequest } from './match-request.ts';

/**
 * `located` looks for each figure in the whole poster and needs no boxes; `features` compares the layout's boxes with
 * the figures, pair by pair. The same input gives the same matches, in the order of their place on the poster.
 *
 * @throws {RowError} when the poster or a figure's picture cannot be read.
 */
export async function matchFigures(request: MatchRequest): Promise<FigureMatch[]> {
  using sift = openSift();
  const match = request.method === 'located' ? matchByLocating : matchByFeatures;
  return await match(sift, request);
}

/** A poster and the figures of its paper → which figure is reused where. */
import type { ExtractedFigure, FigureMatch, LayoutFigure } from '../model.ts';
import { matchByFeatures } from './match-by-features.ts';
import { matchByLocating } from './match-by-locating.ts';
import { openSift } from './sift/sift.ts';

export interface MatchRequest {
  /** A picture or a PDF. */
  readonly posterPath: string;
  /** Of a PDF, from 1; without it the first that looks like a poster's. */
  readonly posterPage?: number | null;
  /** What the engine found on the poster; may be empty. */
  readonly layoutFigures: readonly LayoutFigure[];
  /** Sub-figures too; those without a picture (`file_path` null) are left out. */
  readonly paperFigures: readonly ExtractedFigure[];
  readonly method: 'located' | 'features';
  /** Least feature score of method `features`, 0 to 1. */
  readonly featureThreshold: number;
}

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

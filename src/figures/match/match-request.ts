/** What a matching is asked: a poster, the figures of its paper, and how to compare them. */
import type { ExtractedFigure, LayoutFigure } from '../../model/schemas.ts';

/** Milliseconds; ten figures against a poster take less than one of these minutes. */
export const MATCH_TIMEOUT_MS = 5 * 60_000;

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

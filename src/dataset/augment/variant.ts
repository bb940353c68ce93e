import type { FigureMatch, PosterLayout } from '../../model/schemas.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** What of an example an augmentation may change: the poster, never the paper. */
export interface PosterVariant {
  readonly layout: PosterLayout;
  readonly markdown: string;
  readonly matches: readonly FigureMatch[];
}

/** Gives another valid poster, or the very same object where it cannot change anything without making it false. */
export type Augmentation = (poster: PosterVariant, random: SeededRandom) => PosterVariant;

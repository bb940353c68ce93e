import type { TrainingExample } from '../../model/schemas.ts';
import { seededRandom } from '../seeded-random.ts';
import { dropFigures } from './drop-figures.ts';
import { jitterLayout } from './jitter-layout.ts';
import { recolour } from './recolour.ts';
import { shuffleSections } from './shuffle-sections.ts';
import type { Augmentation, PosterVariant } from './variant.ts';

export const AUGMENTATIONS = ['shuffle-sections', 'jitter-layout', 'recolour', 'drop-figures'] as const;
export type AugmentationName = (typeof AUGMENTATIONS)[number];

const augmentations: Record<AugmentationName, Augmentation> = {
  'shuffle-sections': shuffleSections,
  'jitter-layout': jitterLayout,
  recolour,
  'drop-figures': dropFigures,
};

export interface AugmentOptions {
  readonly augment: readonly AugmentationName[];
  /** How many variants of every example, beside the original. */
  readonly copies: number;
  readonly seed: number;
}

/**
 * The variants of an example, which keep its `paper_id` and count up in `quality.copy` from 1. Fewer than asked for
 * where the poster leaves nothing to vary: a second copy of the same would only weigh it double.
 */
export function augmentExample(example: TrainingExample, { augment, copies, seed }: AugmentOptions): TrainingExample[] {
  const original: PosterVariant = {
    layout: example.poster_layout,
    markdown: example.poster_markdown,
    matches: example.figure_matches,
  };
  return Array.from({ length: copies }, (_, i) => i + 1).flatMap((copy) => {
    const variant = augment.reduce(
      (poster, name) => augmentations[name](poster, seededRandom(`${name}:${seed}:${example.paper_id}:${copy}`)),
      original,
    );
    return variant === original ? [] : [asCopy(example, variant, copy)];
  });
}

function asCopy(example: TrainingExample, { layout, markdown, matches }: PosterVariant, copy: number): TrainingExample {
  return {
    ...example,
    poster_layout: layout,
    poster_markdown: markdown,
    figure_matches: [...matches],
    quality: { ...example.quality, copy },
  };
}

import type { TrainingExample } from '../../model/schemas.ts';
import { type AugmentOptions, augmentExample } from '../augment/augment-example.ts';
import { inputFor, type Target } from '../instruction.ts';
import { type QualityBar, shortcomingOf } from '../quality-columns.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { type Truncation, truncate } from '../truncate.ts';

/** How examples are chosen, cut and multiplied on their way into a data set. */
export interface ShapeOptions extends QualityBar, AugmentOptions {
  /** Of the whole input; `null` for any number. */
  readonly maxInputTokens: number | null;
  readonly truncate: Truncation;
  readonly target: Target;
}

export interface Shaped {
  /** The example and its copies; empty where it was left out. */
  readonly examples: readonly TrainingExample[];
  readonly cut: boolean;
  /** Why it was left out. */
  readonly leftOut: string | null;
}

/**
 * @param tokenizer needed for `maxInputTokens` only
 * @param repeats how often the example is to stand in the data set at least, copies included (see `balancedRepeats`)
 */
export function shapeExample(
  example: TrainingExample,
  options: ShapeOptions,
  { tokenizer, repeats = 1 }: { tokenizer: Tokenizer | null; repeats?: number },
): Shaped {
  const leftOut = shortcomingOf(example, options);
  if (leftOut !== null) return { examples: [], cut: false, leftOut };
  const fitted = fit(example, options, tokenizer);
  const copies = Math.max(options.augment.length > 0 ? options.copies : 0, repeats - 1);
  const variants = augmentExample(fitted.example, { ...options, copies });
  const examples = [fitted.example, ...variants];
  while (examples.length < repeats)
    examples.push({ ...fitted.example, quality: { ...fitted.example.quality, copy: examples.length } });
  return { examples, cut: fitted.cut, leftOut: null };
}

function fit(
  example: TrainingExample,
  { maxInputTokens, truncate: strategy, target }: ShapeOptions,
  tokenizer: Tokenizer | null,
) {
  if (maxInputTokens === null || tokenizer === null) return { example, cut: false };
  const maxTokens = Math.max(0, maxInputTokens - tokenizer.count(inputFor('', target, example.poster_layout)));
  const { markdown, cut } = truncate(example.paper_markdown, { maxTokens, strategy, tokenizer });
  return { example: cut ? { ...example, paper_markdown: markdown } : example, cut };
}

import type { TrainingExample } from '../model.ts';

/**
 * What is measured about an example, a column each:
 *
 * - `word_grounding`, `number_grounding`: share (0–1) of the poster's words, of its numbers, that occur in the paper
 * - `sections`, `figures`, `figures_matched`: counts on the poster
 * - `repairs`: how often the layout had to be corrected to be valid
 * - `confidence`: the engine's own, 0–1
 */
export const QUALITY_COLUMNS = [
  'word_grounding',
  'number_grounding',
  'sections',
  'figures',
  'figures_matched',
  'repairs',
  'confidence',
] as const;
export type QualityColumns = Readonly<Record<(typeof QUALITY_COLUMNS)[number], number | null>>;

/** The same columns for every example, `null` where nothing was measured. */
export function qualityColumns(quality: TrainingExample['quality']): QualityColumns {
  const number = (name: string) => (typeof quality?.[name] === 'number' ? quality[name] : null);
  return {
    word_grounding: number('word_grounding'),
    number_grounding: number('number_grounding'),
    sections: number('sections'),
    figures: number('figures'),
    figures_matched: number('figures_matched'),
    repairs: number('repairs'),
    confidence: number('confidence'),
  };
}

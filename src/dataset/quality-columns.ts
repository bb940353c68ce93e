import type { TrainingExample } from '../model/schemas.ts';
import { numberGrounding, wordGrounding } from './grounding.ts';

/**
 * What is measured about an example, a column each:
 *
 * - `word_grounding`, `number_grounding`: share (0–1) of the poster's words, of its numbers, that occur in the paper
 * - `sections`, `figures`, `figures_matched`: counts on the poster
 * - `repairs`: how often the layout had to be corrected to be valid
 * - `confidence`: the engine's own, 0–1
 * - `copy`: 0 for an original, 1 and more for its augmented copies
 */
export const QUALITY_COLUMNS = [
  'word_grounding',
  'number_grounding',
  'sections',
  'figures',
  'figures_matched',
  'repairs',
  'confidence',
  'copy',
] as const;
export type QualityColumns = Readonly<Record<(typeof QUALITY_COLUMNS)[number], number | null>>;

/**
 * What of a transcription's metadata is kept with its example.
 *
 * @param metadata `confidence` (0–1) and `repairs` (counts by kind) as the engines note them
 */
export function notedQuality({
  confidence,
  repairs,
}: Record<string, unknown>): NonNullable<TrainingExample['quality']> {
  const counts = typeof repairs === 'object' && repairs !== null ? Object.values(repairs) : null;
  return {
    confidence: typeof confidence === 'number' ? confidence : null,
    repairs: counts?.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0) ?? null,
  };
}

/** The same columns for every example: what was noted with it, and measured here where nothing was. */
export function qualityColumns(example: TrainingExample): QualityColumns {
  const { quality, poster_markdown, paper_markdown, poster_layout } = example;
  const noted = (name: string) => (typeof quality?.[name] === 'number' ? quality[name] : null);
  return {
    word_grounding: noted('word_grounding') ?? wordGrounding(poster_markdown, paper_markdown),
    number_grounding: noted('number_grounding') ?? numberGrounding(poster_markdown, paper_markdown),
    sections: poster_layout.sections.length,
    figures: poster_layout.figures.length,
    figures_matched: new Set(example.figure_matches.map(({ poster_figure }) => poster_figure.id)).size,
    repairs: noted('repairs'),
    confidence: noted('confidence'),
    copy: noted('copy') ?? 0,
  };
}

/** What an example must have to be worth training on. */
export interface QualityBar {
  /** Least share (0–1) of the poster's words that occur in the paper. */
  readonly minGrounding: number;
  readonly requireFigures: boolean;
}

/** Why an example is left out, or `null` for one that may stay. */
export function shortcomingOf(example: TrainingExample, bar: QualityBar): string | null {
  // Reading a whole paper's words takes longer than all else that is done to an example here.
  if (bar.minGrounding <= 0 && !bar.requireFigures) return null;
  const { word_grounding, figures_matched } = qualityColumns(example);
  if (bar.minGrounding > 0 && (word_grounding ?? 0) < bar.minGrounding)
    return `only ${Math.round(100 * (word_grounding ?? 0))} % of the poster's words occur in the paper`;
  if (bar.requireFigures && figures_matched === 0) return 'no figure of the paper was found on the poster';
  return null;
}

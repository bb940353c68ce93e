import { numberGrounding } from '../grounding.ts';
import {
  boxIouScore,
  columnAccuracy,
  columnWidthError,
  elementCountError,
  figurePlacementF1,
  misalignmentOf,
  overlapOf,
} from './layout-scores.ts';
import { matchSections, readingOrderScore, sectionF1 } from './match-sections.ts';
import { type Answer, parseAnswer, type Reading } from './parse-prediction.ts';
import { rougeL } from './rouge-l.ts';

/** Measures that are best at 1, those that are best at 0, and those of the prediction alone, best at 0. */
export const SCORES = [
  'json_valid',
  'schema_valid',
  'section_f1',
  'column_accuracy',
  'reading_order',
  'box_iou',
  'figure_placement_f1',
  'rouge_l',
  'number_grounding',
] as const;
export const ERRORS = ['column_width_error', 'element_count_error', 'overlap', 'misalignment'] as const;
export const MEASURES = [...SCORES, ...ERRORS] as const;

/** Every value 0–1; `null` where the reference has nothing to measure against. */
export type Measures = Readonly<Record<(typeof MEASURES)[number], number | null>>;

/**
 * One prediction against its reference, both as text that a model wrote or should have written. What the reference has
 * and the prediction lacks counts as wrong: 0 for a score, 1 for an error.
 */
export function scoreExample(
  prediction: string,
  reference: string,
  paper: string,
): { readonly reading: Reading; readonly measures: Measures } {
  const [predicted, wanted] = [parseAnswer(prediction), parseAnswer(reference)];
  const wantsLayout = wanted.partial !== null;
  const measures: Measures = {
    json_valid: predicted.reading === 'valid' ? 1 : 0,
    schema_valid: fits(predicted, wanted) ? 1 : 0,
    ...(wantsLayout ? layoutMeasures(predicted, wanted) : NO_LAYOUT),
    rouge_l: wanted.content === null ? null : rougeL(predicted.content ?? '', wanted.content),
    number_grounding: predicted.content === null ? null : numberGrounding(predicted.content, paper),
  };
  return { reading: predicted.reading, measures };
}

/** Everything the reference has is there and passes the schema. */
function fits(predicted: Answer, wanted: Answer): boolean {
  const layout = wanted.layout === null || predicted.layout !== null;
  const content = wanted.content === null || predicted.content !== null;
  return predicted.reading !== 'unreadable' && layout && content;
}

type LayoutMeasures = Omit<Measures, 'json_valid' | 'schema_valid' | 'rouge_l' | 'number_grounding'>;

const NO_LAYOUT: LayoutMeasures = {
  section_f1: null,
  column_accuracy: null,
  reading_order: null,
  box_iou: null,
  figure_placement_f1: null,
  column_width_error: null,
  element_count_error: null,
  overlap: null,
  misalignment: null,
};

function layoutMeasures({ partial: ours }: Answer, { partial: theirs }: Answer): LayoutMeasures {
  if (theirs === null) return NO_LAYOUT;
  if (ours === null) {
    return {
      section_f1: 0,
      column_accuracy: 0,
      reading_order: 0,
      box_iou: 0,
      figure_placement_f1: 0,
      column_width_error: 1,
      element_count_error: 1,
      overlap: null,
      misalignment: null,
    };
  }
  const pairs = matchSections(ours, theirs);
  const isEmpty = theirs.sections.length === 0;
  return {
    section_f1: sectionF1(pairs, ours, theirs),
    column_accuracy: columnAccuracy(ours, theirs),
    reading_order: isEmpty ? null : (readingOrderScore(pairs) ?? 0),
    box_iou: boxIouScore(ours, theirs),
    figure_placement_f1: figurePlacementF1(pairs, ours, theirs),
    column_width_error: columnWidthError(ours, theirs),
    element_count_error: elementCountError(ours, theirs),
    overlap: overlapOf(ours),
    misalignment: misalignmentOf(ours),
  };
}

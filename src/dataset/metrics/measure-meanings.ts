import type { Measures } from './score-example.ts';

/** What a measure says of the predictions, in a few words for people. */
export const MEASURE_MEANINGS: Readonly<Record<keyof Measures, string>> = {
  json_valid: 'answers that are JSON as they stand',
  schema_valid: 'answers with all that was asked for, in the right shape',
  section_f1: "the reference's sections are there, and no others",
  column_accuracy: 'as many columns',
  reading_order: "sections are read in the reference's order",
  box_iou: 'boxes stand where the reference has them',
  figure_placement_f1: "the paper's figures stand in the same sections",
  rouge_l: "the reference's words, in their order",
  number_grounding: 'numbers on the poster that stand in the paper',
  column_width_error: 'columns are wider or narrower',
  element_count_error: 'too many or too few sections and figures',
  overlap: 'share of the sections that lies under others',
  misalignment: 'edges and centres that line up with no other',
};

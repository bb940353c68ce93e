import { nextMove } from '../engines/asking/next-move.ts';
import type { AnswerForm } from '../engines/asking/poster-prompt.ts';
import type { PosterInput } from '../poster/picture/open-poster.ts';
import type { BatchDesk } from './batch-desk.ts';

/** A question, and the id under which it is asked and its answers are stored. */
export interface AskedQuestion {
  readonly id: string;
  readonly form: AnswerForm;
}

/**
 * In which form a poster is asked about. Where that is left open: in the form in which it was answered, else by schema, and
 * by delimiters once the service has refused a schema, except where a question by schema is on its way.
 */
export async function questionAbout(seen: PosterInput, desk: BatchDesk): Promise<AskedQuestion> {
  const { questions, answerForm, cache, ledger, maxTokens } = desk;
  const inForm = (form: AnswerForm): AskedQuestion => ({ id: questions.digest(seen, form), form });
  if (answerForm !== 'auto') return inForm(answerForm);
  const [bySchema, byDelimiters] = [inForm('schema'), inForm('delimiters')];
  for (const question of [bySchema, byDelimiters])
    if (nextMove(await cache.get(question.id), maxTokens).move === 'accept') return question;
  return ledger.refusesSchema && !ledger.isOpen(bySchema.id) ? byDelimiters : bySchema;
}

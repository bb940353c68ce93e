/** What everything that works on a run's batches shares. */
import type { AnswerCache } from '../answers/answer-cache.ts';
import type { AnswerForm } from '../engines/asking/poster-prompt.ts';
import type { ClaudeQuestions } from '../engines/claude/claude-questions.ts';
import type { MessageBatches } from '../engines/claude/message-batches.ts';
import type { Spending } from '../engines/cost/spending.ts';
import type { OnPaid } from '../engines/engine.ts';
import type { BatchCounts } from '../model/summary.ts';
import type { GroupFiles } from './group-files.ts';
import type { RequestLedger } from './request-ledger.ts';

export interface BatchDesk {
  readonly files: GroupFiles;
  readonly ledger: RequestLedger;
  readonly service: MessageBatches;
  readonly questions: ClaudeQuestions;
  /** `auto`: by schema, until the service refuses it. */
  readonly answerForm: AnswerForm | 'auto';
  readonly cache: AnswerCache;
  readonly spending: Spending;
  readonly onPaid: OnPaid;
  readonly counts: BatchCounts;
  readonly model: string;
  /** Most tokens of the first answer. */
  readonly maxTokens: number;
  /** Most requests in one batch. */
  readonly groupSize: number;
  /** Attempts after the first. */
  readonly maxRetries: number;
  /** Milliseconds between the first polls of what is in progress. */
  readonly pollMs: number;
  /** Must not appear in any message. */
  readonly apiKey: string;
}

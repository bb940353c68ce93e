import { openAnswerCache } from '../answers/answer-cache.ts';
import type { Config } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import { answerCacheDir } from '../config/folders.ts';
import { ClaudeQuestions } from '../engines/claude/claude-questions.ts';
import { MessageBatches } from '../engines/claude/message-batches.ts';
import { type Payer, Spending } from '../engines/cost/spending.ts';
import type { Engine } from '../engines/engine.ts';
import { claudeOptions } from '../engines/open/open-claude.ts';
import type { BatchCounts } from '../model/summary.ts';
import type { Threads } from '../threads/pool.ts';
import { rendererIn } from '../threads/renderer-in.ts';
import { AnsweredEngine } from './answered-engine.ts';
import { awaitGroups } from './await-groups.ts';
import { BatchAsker } from './batch-asker.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { BatchSpool } from './batch-spool.ts';
import { countGroup } from './count-group.ts';
import { GroupFiles } from './group-files.ts';
import { RequestLedger } from './request-ledger.ts';
import { lookFor } from './submit-group.ts';

/** Asking in batches: the first pass asks, then everything waits, and the second pass reads the answers. */
export interface Batch extends AsyncDisposable {
  readonly spool: BatchSpool;
  readonly asker: BatchAsker;
  /** Reads posters from the answers that came back. */
  readonly engine: Engine;
  readonly counts: BatchCounts;
  /**
   * Waits until all batches have ended and their answers are stored.
   * @returns whether anything has to be asked again
   * @throws FatalError, or the signal's reason as soon as it aborts
   */
  wait(signal: AbortSignal): Promise<boolean>;
}

/** Resumes what an earlier run left in the spool. @throws UsageError without a key, FatalError when it cannot be done */
export async function openBatch(
  spool: BatchSpool,
  config: Config,
  credentials: Credentials,
  { threads, budget, onPaid }: Payer & { threads: Threads },
): Promise<Batch> {
  const options = { ...claudeOptions(config, credentials), renderPdf: rendererIn(threads), budget, onPaid };
  const counts = { read: 0, submitted: 0, ended: 0, requests: 0, answered: 0 };
  const desk: BatchDesk = {
    files: await GroupFiles.open(spool.groupsDir),
    ledger: new RequestLedger(config.maxCost ?? null),
    service: new MessageBatches(options),
    questions: new ClaudeQuestions(options),
    answerForm: options.answerForm,
    cache: openAnswerCache(answerCacheDir(config) ?? spool.answersDir),
    spending: new Spending(options),
    onPaid,
    counts,
    model: options.model,
    maxTokens: options.maxTokens,
    groupSize: config.batchSize,
    maxRetries: options.maxRetries,
    pollMs: config.poll * 1000,
    apiKey: options.apiKey,
  };
  await takeUp(desk);
  const asker = new BatchAsker(desk);
  return {
    spool,
    asker,
    engine: new AnsweredEngine(desk),
    counts,
    wait: (signal) => awaitGroups(desk, signal),
    [Symbol.asyncDispose]: async () => {
      await asker[Symbol.asyncDispose]();
      await desk.cache[Symbol.asyncDispose]();
    },
  };
}

/** What was about to be sent when an earlier run ended was either sent, or will be asked again. */
async function takeUp(desk: BatchDesk): Promise<void> {
  const { files, ledger, counts } = desk;
  for await (const group of files.all()) {
    const uncertain = group.batch_id === null && group.collected === null && group.candidates.length === 0;
    const candidates = uncertain ? await lookFor(group, desk) : group.candidates;
    if (uncertain && candidates.length === 0) {
      await files.forget(group.number);
      continue;
    }
    const known = { ...group, candidates };
    if (uncertain) await files.keep(known);
    ledger.note(known);
    countGroup(known, counts);
  }
  await files.removeBodies();
}

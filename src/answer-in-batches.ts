import type { Readable } from 'node:stream';
import type { Batch } from './batch/open-batch.ts';
import type { Flow } from './flow.ts';
import type { Failure } from './item.ts';
import { questions, questionsAgain } from './pipeline.ts';
import type { Run } from './session.ts';
import { Summary } from './summary.ts';

/**
 * Has all rows of `input` (or those that the spool lists, if there is none) asked about by batches, and waits until
 * there is nothing more to ask: answers are then in the cache.
 *
 * @param begin a run for another pass over the rows
 * @returns false when it was interrupted, or too many rows failed; the spool then holds all that is needed to go on
 */
export async function answerInBatches(batch: Batch, begin: () => Run, input: Readable | null): Promise<boolean> {
  const { asker, spool } = batch;
  for (let passes = 0; ; passes += 1) {
    const run = begin();
    asker.startOver();
    await withoutCounting(run, async (pass) => {
      if (passes === 0 && input) await drain(questions(pass, batch), run.intake.readable(input));
      else await drain(questionsAgain(pass, batch), spool.listed());
    });
    if (run.intake.interrupted) return false;
    await asker.flush();
    if (passes > 0 && asker.asked === 0) return true;
    const again = await batch.wait(run.intake.interruption).catch((error) => {
      if (!run.intake.interrupted) throw error;
      return null;
    });
    if (again === null) return false;
    if (!again && !asker.short) return true;
  }
}

/** The last pass counts and tells failures; another one only where they end it: then there is no last. */
async function withoutCounting(run: Run, pass: (run: Run) => Promise<void>): Promise<void> {
  const { summary, config } = run;
  const limited = config.failFast || config.maxFailures !== undefined;
  const failures: Failure[] = [];
  const onFailure = (failure: Failure) => void (limited && failures.push(failure));
  const aside = new Summary();
  await pass({ ...run, summary: aside, onFailure });
  if (!aside.endedEarly) return;
  summary.endedEarly = aside.endedEarly;
  for (const failure of failures) {
    summary.addFailure(failure);
    run.onFailure(failure);
  }
}

async function drain<In, Out>(flow: Flow<In, Out>, input: Readable): Promise<void> {
  for await (const _ of flow.over(input));
}

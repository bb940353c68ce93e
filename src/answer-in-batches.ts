import { Readable } from 'node:stream';
import type { Batch } from './batch/open-batch.ts';
import type { Flow } from './flow.ts';
import { questions, questionsAgain } from './pipeline.ts';
import type { Run } from './session.ts';

/**
 * Has all rows of `input` (or those that the spool lists, if there is none) asked about by batches, and waits until
 * there is nothing more to ask: answers are then in the cache.
 *
 * @param begin a run for another pass over the rows
 * @returns false when it was interrupted; the spool then holds all that is needed to go on
 */
export async function answerInBatches(batch: Batch, begin: () => Run, input: Readable | null): Promise<boolean> {
  const { asker, spool } = batch;
  for (let passes = 0; ; passes += 1) {
    const run = begin();
    asker.startOver();
    if (passes === 0 && input) await drain(questions(run, batch), run.intake.readable(input));
    else await drain(questionsAgain(run, batch), Readable.from(spool.rows(), { highWaterMark: 1 }));
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

async function drain<In, Out>(flow: Flow<In, Out>, input: Readable): Promise<void> {
  for await (const _ of flow.over(input));
}

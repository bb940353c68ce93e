import type { Readable } from 'node:stream';
import type { Batch } from '../batch/open-batch.ts';
import type { Flow } from '../flow/flow.ts';
import { questions, questionsAgain } from '../pipeline.ts';
import type { Run } from '../session/session.ts';
import { countAside } from './dry-pass.ts';

/**
 * Has all rows of `input` (or those that the spool lists, if there is none) asked about by batches, and waits until
 * there is nothing more to ask: answers are then in the cache.
 *
 * @param begin a run for another pass over the rows
 * @returns the last pass, to write what was answered; `null` when it was interrupted, or too many rows failed. Whatever
 * ends it early, the spool holds all that is needed to go on.
 */
export async function answerInBatches(batch: Batch, begin: () => Run, input: Readable | null): Promise<Run | null> {
  let run = begin();
  let answered = false;
  try {
    for (let passes = 0; !answered; passes += 1) {
      if (passes > 0) run = begin();
      const done = await askAndWait(batch, run, passes === 0 ? input : null);
      if (done === 'interrupted') return null;
      answered = done === 'answered' || (passes > 0 && done === 'nothing-asked');
    }
    return begin();
  } finally {
    if (!answered) await sayHowToGoOn(batch, run);
  }
}

/** When the records are written, or as many as were wanted. */
export async function leaveBatches(batch: Batch, last: Run): Promise<void> {
  if (last.intake.interrupted) await sayHowToGoOn(batch, last);
  else await batch.spool.remove();
}

async function sayHowToGoOn({ spool }: Batch, { summary }: Run): Promise<void> {
  const collect = (await spool.hasRows()) ? `, or: poster-stream batches collect ${spool.root}` : '';
  summary.goOn = `What was submitted goes on, and nothing is lost. Run the same command again${collect}`;
}

/** One pass over the rows: `ask-again` when some were not answered, or were put off. */
async function askAndWait(
  batch: Batch,
  run: Run,
  input: Readable | null,
): Promise<'answered' | 'ask-again' | 'nothing-asked' | 'interrupted'> {
  const { asker, spool } = batch;
  const { intake } = run;
  asker.startOver();
  await countAside(run, async (pass) => {
    if (input) await drain(questions(pass, batch), intake.readable(input));
    else await drain(questionsAgain(pass, batch), spool.listed());
  });
  if (intake.interrupted) return 'interrupted';
  await asker.flush();
  const again = await batch.wait(intake.interruption).catch((error) => {
    if (!intake.interrupted) throw error;
    return 'interrupted' as const;
  });
  if (again === 'interrupted') return again;
  if (!again && !asker.short) return 'answered';
  return asker.asked > 0 || again ? 'ask-again' : 'nothing-asked';
}

async function drain<In, Out>(flow: Flow<In, Out>, input: Readable): Promise<void> {
  for await (const _ of flow.over(input));
}

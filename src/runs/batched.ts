/**
 * `--batch`: pass after pass asks about all rows that are not answered, by batches, until there is nothing more to ask.
 * The last pass finds every answer in the cache.
 */
import type { Readable } from 'node:stream';
import type { Batch } from '../batch/open-batch.ts';
import type { Flow } from '../flow/flow.ts';
import { UsageError } from '../model/usage-error.ts';
import { asked, finished, listed, spooled } from '../pipeline.ts';
import { dryPass } from './dry-pass.ts';
import type { Passes } from './passes.ts';
import type { LastPass, Runner } from './runner.ts';

/** Rows may be those of an input, or (`null`) those that an earlier run listed. @throws UsageError outside of --batch */
export function openBatched(passes: Passes): Runner<Readable | null> {
  const { batch } = passes.session;
  if (batch === null) throw incomplete();
  return new BatchedRunner(passes, batch);
}

type Became = 'answered' | 'ask-again' | 'nothing-asked' | 'interrupted';

class BatchedRunner implements Runner<Readable | null> {
  readonly #passes: Passes;
  readonly #batch: Batch;

  constructor(passes: Passes, batch: Batch) {
    this.#passes = passes;
    this.#batch = batch;
  }

  /** Whatever ends it early, the spool holds all that is needed to go on. */
  async prepare(input: Readable | null): Promise<LastPass | null> {
    const { spool } = this.#batch;
    if (input === null && !(await spool.hasRows())) throw incomplete();
    let answered = false;
    try {
      for (let first = true; !answered; first = false) {
        const became = await this.#askAll(first ? input : null);
        if (became === 'interrupted') return null;
        // Answers that the first pass waited for may have left money for what it put off.
        answered = became === 'answered' || (!first && became === 'nothing-asked');
      }
      const pass = this.#passes.begin({ stopsWhenSpent: false });
      return { pass, examples: finished(listed(pass), pass), input: spool.listed() };
    } finally {
      if (!answered) await this.#sayHowToGoOn();
    }
  }

  async settle({ pass }: LastPass): Promise<void> {
    if (pass.intake.interrupted) await this.#sayHowToGoOn();
    else await this.#batch.spool.remove();
  }

  /** The batch belongs to the session. */
  async [Symbol.asyncDispose](): Promise<void> {}

  /** One pass that asks, and the wait for its answers. */
  async #askAll(input: Readable | null): Promise<Became> {
    const batch = this.#batch;
    const { asker, spool } = batch;
    const pass = { ...this.#passes.begin({ selects: input !== null, ordered: false }), batch };
    const { intake } = pass;
    asker.startOver();
    await dryPass(pass, async (aside) => {
      if (input) await drain(asked(spooled(aside), aside), intake.readable(input));
      else await drain(asked(listed(aside), aside), spool.listed());
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

  async #sayHowToGoOn(): Promise<void> {
    const { spool } = this.#batch;
    const collect = (await spool.hasRows()) ? `, or: poster-stream batches collect ${spool.root}` : '';
    this.#passes.summary.goOn = `What was submitted goes on, and nothing is lost. Run the same command again${collect}`;
  }
}

const incomplete = (): UsageError =>
  new UsageError('Its rows were not read to the end; run the same command again with the same rows');

async function drain<In, Out>(flow: Flow<In, Out>, input: Readable): Promise<void> {
  for await (const _ of flow.over(input));
}

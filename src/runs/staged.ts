/** `--parallel staged`: each phase for all rows before the next begins, so that a GPU holds one model at a time. */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config/config.ts';
import type { ModelKind } from '../engines/serving/spread-roles.ts';
import { openScratch, type Scratch } from '../files/scratch.ts';
import { finished, fresh, type Phase, upTo } from '../pipeline.ts';
import type { Pass } from '../session/pass.ts';
import type { CheckpointName } from '../store/checkpoint-key.ts';
import { dryPass } from './dry-pass.ts';
import type { Passes } from './passes.ts';
import type { LastPass, Runner } from './runner.ts';

interface PhasePlan {
  readonly phase: Phase;
  /** The stages that do their work in it; what came before is only recalled. */
  readonly stages: readonly CheckpointName[];
  readonly model: ModelKind | null;
}

const plan = ({ useVlm }: Config): PhasePlan[] => [
  { phase: 'dolphin_poster', stages: ['dolphin_poster'], model: 'dolphin' },
  { phase: 'dolphin_paper', stages: ['dolphin_paper'], model: 'dolphin' },
  { phase: 'figure_match', stages: ['figure_match', 'figure_verify'], model: useVlm ? 'vlm' : null },
  { phase: 'poster_desc', stages: ['poster_desc'], model: 'vlm' },
];

export async function openStaged(passes: Passes): Promise<Runner> {
  return new StagedRunner(passes, await openScratch(passes.config.outputDir));
}

class StagedRunner implements Runner {
  readonly #passes: Passes;
  /** For the rows, which may come from a pipe and are needed several times. */
  readonly #scratch: Scratch;

  constructor(passes: Passes, scratch: Scratch) {
    this.#passes = passes;
    this.#scratch = scratch;
  }

  /** Takes the rows through all phases; what they come to are checkpoints. The last pass only combines. */
  async prepare(input: Readable): Promise<LastPass | null> {
    const { serving } = this.#passes.session;
    const rows = join(await this.#scratch.make('rows'), 'rows');
    await pipeline(input, createWriteStream(rows));
    let up: ModelKind | null = null;
    for (const { phase, stages, model } of plan(this.#passes.config)) {
      if (model !== up) await serving?.stop();
      up = model;
      const pass = this.#passes.begin({ selects: true, ordered: false, open: stages });
      await dryPass(pass, (aside) => this.#make(phase, aside, rows));
      if (pass.intake.interrupted) return null;
    }
    await serving?.stop();
    const pass = this.#passes.begin({ selects: true, open: [] });
    return { pass, examples: finished(fresh(pass), pass), input: pass.intake.readable(createReadStream(rows)) };
  }

  async settle(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#scratch[Symbol.asyncDispose]();
  }

  async #make(phase: Phase, pass: Pass, rows: string): Promise<void> {
    const { original, intake } = pass;
    const { summary } = this.#passes;
    if (!original) throw new TypeError('Only the original pipeline has phases');
    summary.phase = { name: phase, rows: 0 };
    const count = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write(_item, _encoding, callback) {
        if (summary.phase) summary.phase.rows += 1;
        callback();
      },
    });
    await upTo(phase, fresh(pass), { ...pass, original }).run(intake.readable(createReadStream(rows)), count);
    summary.phase = null;
  }
}

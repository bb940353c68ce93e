/** `--parallel staged`: each phase for all rows before the next begins, so that a GPU holds one model at a time. */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config/config.ts';
import type { ModelKind } from '../engines/serving/spread-roles.ts';
import { openScratch } from '../files/scratch.ts';
import { DisposalStack } from '../lib/disposal-stack.ts';
import type { Summary } from '../model/summary.ts';
import { type Phase, upTo } from '../pipeline.ts';
import type { Run } from '../session/session.ts';
import type { StageName } from '../store/spool.ts';
import { countAside } from './dry-pass.ts';

/** The rows once more, for as long as it is not disposed of. */
export interface PhasedRows extends AsyncDisposable {
  readonly stream: Readable;
}

export const isStaged = ({ pipeline: name, parallel }: Pick<Config, 'pipeline' | 'parallel'>): boolean =>
  name === 'original' && parallel === 'staged';

interface PhasePlan {
  readonly phase: Phase;
  /** Whose work is done in it; what came before it is only recalled. */
  readonly stages: readonly StageName[];
  readonly model: ModelKind | null;
}

const plan = ({ useVlm }: Config): PhasePlan[] => [
  { phase: 'dolphin_poster', stages: ['dolphin_poster'], model: 'dolphin' },
  { phase: 'dolphin_paper', stages: ['dolphin_paper'], model: 'dolphin' },
  { phase: 'figure_match', stages: ['figure_match', 'figure_verify'], model: useVlm ? 'vlm' : null },
  { phase: 'poster_desc', stages: ['poster_desc'], model: 'vlm' },
];

/**
 * Takes the rows through all phases; what they come to lies in the spool.
 * @param begin a pass over the rows in which these stages do their work
 * @returns the rows for the last pass, which combines; none after an interrupt
 */
export async function runPhases(
  input: Readable,
  config: Config,
  begin: (stages: readonly StageName[]) => Promise<Run>,
): Promise<PhasedRows> {
  await using opened = new DisposalStack();
  // The rows may come from a pipe, and are needed several times.
  const rows = join(await opened.use(await openScratch(config.outputDir)).make('rows'), 'rows');
  await pipeline(input, createWriteStream(rows));
  let interrupted = false;
  let up: ModelKind | null = null;
  for (const { phase, stages, model } of plan(config)) {
    const run = await begin(stages);
    if (model !== up) await run.session.serving?.stop();
    up = model;
    await countAside(run, (aside) => pass(phase, aside, run.summary, rows));
    interrupted = run.intake.interrupted;
    if (interrupted) break;
    if (phase === 'poster_desc') await run.session.serving?.stop();
  }
  const owned = opened.move();
  const stream = interrupted ? Readable.from([]) : createReadStream(rows);
  return { stream, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function pass(phase: Phase, run: Run, summary: Summary, rows: string): Promise<void> {
  const { session, intake } = run;
  if (!session.original) throw new TypeError('Only the original pipeline has phases');
  summary.phase = { name: phase, rows: 0 };
  const count = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write(_item, _encoding, callback) {
      if (summary.phase) summary.phase.rows += 1;
      callback();
    },
  });
  await upTo(phase, run, session.original).run(intake.readable(createReadStream(rows)), count);
  summary.phase = null;
}

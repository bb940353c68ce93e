/**
 * What the stages of a row have come to, kept on disk until the row is done: a run that ended half-way goes on from
 * there, and however often a row is met, the work on it is done once.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { absent } from '../files/absent.ts';
import { parseOrNull } from '../files/parse-or-null.ts';
import { writeWhole } from '../files/write-whole.ts';
import { FAILURE_CODES, RowError } from '../model/item.ts';
import type { Pair } from '../model/pair.ts';
import { type CheckpointName, checkpointKey } from './checkpoint-key.ts';

export type PairWork<In extends Pair, Result> = (pair: In, signal: AbortSignal) => Promise<Result>;

export interface CheckpointOf<Result> {
  readonly name: CheckpointName;
  readonly schema: z.ZodType<Result>;
  /** Whether what the result points to is still there; it always is unless said otherwise. */
  readonly isIntact?: (result: Result) => Promise<boolean>;
}

export interface Checkpoints {
  /** The same work, except that its result is kept and not made again. */
  keeping<In extends Pair, Result>(of: CheckpointOf<Result>, work: PairWork<In, Result>): PairWork<In, Result>;
}

/** Keeps nothing. */
export const noCheckpoints: Checkpoints = { keeping: (_of, work) => work };

export interface CheckpointOptions {
  /** Where what belongs to a paper is kept. */
  readonly dirFor: (paperId: string) => string;
  readonly config: Config;
  /** The stages whose results are kept. */
  readonly kept: readonly CheckpointName[];
  /** The stages that may do their work; the others only tell what they came to before. */
  readonly open: readonly CheckpointName[];
  /** A failure holds as long as the run in which it happened. */
  readonly runId: string;
  readonly onKept: (paperId: string, name: CheckpointName) => void;
}

export const openCheckpoints = (options: CheckpointOptions): Checkpoints => ({
  keeping: (of, work) => (options.kept.includes(of.name) ? keepingIn(options, of, work) : work),
});

const StoredFailure = z.object({ run: z.string(), code: z.enum(FAILURE_CODES), message: z.string() });

function keepingIn<In extends Pair, Result>(
  { dirFor, config, open, runId: run, onKept }: CheckpointOptions,
  { name, schema, isIntact = async () => true }: CheckpointOf<Result>,
  work: PairWork<In, Result>,
): PairWork<In, Result> {
  const Kept = z.object({ key: z.string(), result: schema });
  return async (pair, signal) => {
    const { paper_id: id } = pair.row;
    const resultPath = join(dirFor(id), `${name}.json`);
    const failurePath = join(dirFor(id), `${name}.failure.json`);
    const key = await checkpointKey(name, pair, config);
    const kept = await read(resultPath, Kept);
    if (kept?.key === key && (await isIntact(kept.result))) return kept.result;
    if (!open.includes(name)) throw failureOf(name, await read(failurePath, StoredFailure), run);
    try {
      const result = await work(pair, signal);
      await write(resultPath, { key, result });
      onKept(id, name);
      return result;
    } catch (thrown) {
      if (thrown instanceof RowError) await write(failurePath, { run, code: thrown.code, message: thrown.message });
      throw thrown;
    }
  };
}

/** In one run a row fails the same way however often it is met. */
function failureOf(name: CheckpointName, stored: z.infer<typeof StoredFailure> | null, run: string): RowError {
  if (stored?.run === run) return new RowError(stored.code, stored.message);
  return new RowError('timeout', `The stage ${name} came to no end`);
}

/** `null` where there is nothing, or nothing of today's shape. */
async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(absent);
  return text === null ? null : (schema.safeParse(parseOrNull(text)).data ?? null);
}

/** Whole or not at all, but not forced to disk: what a power cut takes is made again. */
const write = (path: string, value: unknown): Promise<void> =>
  writeWhole(path, JSON.stringify(value), { flush: false });

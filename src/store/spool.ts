/**
 * What the stages of a row have come to, in the output directory until the row is done: a run that was ended in the
 * middle goes on there, and stages that run one after the other need no memory for all rows.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { absent } from '../files/absent.ts';
import { fileName } from '../files/file-name.ts';
import { parseOrNull } from '../files/parse-or-null.ts';
import type { Scratch } from '../files/scratch.ts';
import { writeWhole } from '../files/write-whole.ts';
import { FAILURE_CODES, RowError } from '../model/item.ts';
import type { Pair } from '../model/pair.ts';

export const STAGES = ['dolphin_poster', 'dolphin_paper', 'figure_match', 'figure_verify', 'poster_desc'] as const;
export type StageName = (typeof STAGES)[number];

export type PairWork<In extends Pair, Product> = (pair: In, signal: AbortSignal) => Promise<Product>;

export interface Spool {
  /** The work, whose product is kept and not made again; a row that failed in this run fails in the same way. */
  keeping<In extends Pair, Product>(
    stage: StageName,
    schema: z.ZodType<Product>,
    work: PairWork<In, Product>,
  ): PairWork<In, Product>;
}

/** Keeps nothing. */
export const noSpool: Spool = { keeping: (_stage, _schema, work) => work };

const StoredFailure = z.object({ run: z.string(), code: z.enum(FAILURE_CODES), message: z.string() });

export interface SpoolOptions {
  /** Stages whose work may be done; the others only tell what they came to. */
  readonly open: ReadonlySet<StageName>;
  /** Of this run: its failures hold until it ends. */
  readonly runId: string;
  readonly onKept: (paperId: string, stage: StageName) => void;
}

const rootOf = (outputDir: string): string => resolve(outputDir, 'stages');

export const openSpool = (outputDir: string, options: SpoolOptions): Spool =>
  new DirectorySpool(rootOf(outputDir), options);

class DirectorySpool implements Spool {
  readonly #root: string;
  readonly #options: SpoolOptions;

  constructor(root: string, options: SpoolOptions) {
    this.#root = root;
    this.#options = options;
  }

  keeping<In extends Pair, Product>(
    stage: StageName,
    schema: z.ZodType<Product>,
    work: PairWork<In, Product>,
  ): PairWork<In, Product> {
    const { open, runId: run, onKept } = this.#options;
    return async (pair, signal) => {
      const id = pair.row.paper_id;
      const kept = await this.#read(id, stage, schema);
      if (kept !== null) return kept;
      if (!open.has(stage)) throw await this.#failureOf(id, stage);
      try {
        const product = await work(pair, signal);
        await this.#write(id, stage, product);
        onKept(id, stage);
        return product;
      } catch (thrown) {
        if (thrown instanceof RowError) {
          await this.#write(id, `${stage}.failure`, { run, code: thrown.code, message: thrown.message });
        }
        throw thrown;
      }
    };
  }

  async #failureOf(paperId: string, stage: StageName): Promise<RowError> {
    const stored = await this.#read(paperId, `${stage}.failure`, StoredFailure);
    if (stored?.run === this.#options.runId) return new RowError(stored.code, stored.message);
    return new RowError('timeout', `The stage ${stage} came to no end`);
  }

  /** `null` where there is none, or none of today's shape. */
  async #read<T>(paperId: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
    const text = await readFile(this.#path(paperId, name), 'utf8').catch(absent);
    return text === null ? null : (schema.safeParse(parseOrNull(text)).data ?? null);
  }

  /** Whole or not at all, but not forced to disk: what a power cut takes is made again. */
  async #write(paperId: string, name: string, value: unknown): Promise<void> {
    const path = this.#path(paperId, name);
    await writeWhole(path, JSON.stringify(value), { flush: false });
  }

  #path(paperId: string, name: string): string {
    return join(this.#root, fileName(paperId), `${name}.json`);
  }
}

/** The rows' pictures beside their products: they stay until the row is finished. */
export function openLastingScratch(outputDir: string): Scratch {
  const dirFor = (paperId: string) => join(rootOf(outputDir), fileName(paperId));
  return {
    dirFor,
    async make(paperId, ...names) {
      const dir = join(dirFor(paperId), ...names);
      await mkdir(dir, { recursive: true });
      return dir;
    },
    async release(paperId, finished) {
      if (finished) await rm(dirFor(paperId), { recursive: true, force: true });
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

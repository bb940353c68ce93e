/**
 * What all runs of a pipeline share: threads, engine, directories. Opened here and closed here, on every way out, in
 * the opposite order.
 */
import { mkdir } from 'node:fs/promises';
import type { Config, Credentials } from './config.ts';
import type { PaperReader } from './engines/document-reader.ts';
import type { Engine, OnPaid } from './engines/engine.ts';
import { openConfiguredVerifier } from './engines/open-configured-verifier.ts';
import { openEngine } from './engines/open-engine.ts';
import { openPaperReader } from './engines/open-paper-reader.ts';
import type { Verifier } from './engines/verifier.ts';
import { Intake } from './intake.ts';
import type { Failure } from './item.ts';
import { ExampleStore } from './store/example-store.ts';
import type { RunJournal } from './store/run-journal.ts';
import { openScratch, type Scratch } from './store/scratch.ts';
import type { Summary } from './summary.ts';
import { openThreads, type Threads } from './threads/pool.ts';

export interface Session extends AsyncDisposable {
  readonly threads: Threads;
  readonly papers: PaperReader;
  readonly engine: Engine;
  /** `null`: nobody looks over the matches. */
  readonly verifier: Verifier | null;
  readonly store: ExampleStore | null;
  readonly scratch: Scratch;
}

/** One pass of rows through a session. */
export interface Run {
  readonly session: Session;
  readonly config: Config;
  readonly intake: Intake;
  /** Posters being transcribed at once. */
  readonly readers: number;
  readonly summary: Summary;
  /** Of the output directory, if there is one. */
  readonly journal: RunJournal | null;
  readonly onFailure: (failure: Failure) => void;
}

export async function openSession(config: Config, credentials: Credentials, onPaid: OnPaid): Promise<Session> {
  await using opened = new AsyncDisposableStack();
  if (config.outputDir) await mkdir(config.outputDir, { recursive: true });
  const scratch = opened.use(await openScratch(config.outputDir));
  const { workers, ocr } = shareThreads(config);
  const threads = opened.use(openThreads(workers));
  const papers = opened.use(await openPaperReader(config, threads, onPaid));
  const engine = opened.use(await openEngine({ ...config, threads: ocr }, credentials, threads, onPaid));
  const verifier = opened.use(await openConfiguredVerifier(config, onPaid));
  const store = config.outputDir ? new ExampleStore(config.outputDir) : null;
  const owned = opened.move();
  return { threads, papers, engine, verifier, store, scratch, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** An intake wide enough that one slow row does not idle the others, and no wider. */
export const openIntake = ({ engine, threads }: Session): Intake =>
  new Intake(4 * Math.max(engine.concurrency, threads.count));

/**
 * The local engine's OCR runs in threads too, and both are paid for in memory: parsing and matching take about as long
 * as reading a poster, so each gets half.
 */
function shareThreads({ engine, threads }: Config): { workers: number; ocr: number } {
  const ocr = Math.max(1, Math.floor(threads / 2));
  return engine === 'local' ? { workers: Math.max(1, threads - ocr), ocr } : { workers: threads, ocr };
}

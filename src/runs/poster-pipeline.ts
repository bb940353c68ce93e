/** The pipeline as an object: the command line and the library both drive this one. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import type { Batch } from '../batch/open-batch.ts';
import type { Config } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import type { OnPaid } from '../engines/engine.ts';
import { placesOf, unwritable } from '../files/places.ts';
import { unlessReaderLeft } from '../flow/flow.ts';
import { Intake } from '../flow/intake.ts';
import type { Failure, Item } from '../model/item.ts';
import { type Outcome, type Rows, toLines, toOutcome } from '../model/outcome.ts';
import type { Finished } from '../model/pair.ts';
import { Summary } from '../model/summary.ts';
import { UsageError } from '../model/usage-error.ts';
import {
  answeredExamples,
  answeredRecords,
  estimates,
  examples,
  type Ledger,
  records,
  storedExamples,
  storedRecords,
} from '../pipeline.ts';
import { openIntake, openSession, type Run, type Session } from '../session/session.ts';
import { type ExampleSource, openExamples } from '../store/example-source.ts';
import { RunJournal } from '../store/run-journal.ts';
import { noSpool, openSpool, type Spool, STAGES, type StageName } from '../store/spool.ts';
import { repeatsFor, storedItems } from '../store/stored-items.ts';
import { answerInBatches, leaveBatches } from './batched.ts';
import { addToForecast, type Forecast, noForecast } from './forecast.ts';
import { isStaged, type PhasedRows, runPhases } from './staged.ts';

export class PosterPipeline implements AsyncDisposable {
  /** Counts, tokens and dollars of all that went through this pipeline. */
  readonly summary = new Summary();
  /** Tells this run's failures from an earlier one's. */
  readonly #id = randomUUID();
  readonly #config: Config;
  readonly #credentials: Credentials;
  readonly #onFailure: (failure: Failure) => void;
  readonly #spoolRoot: string | undefined;
  readonly #tell: (line: string) => void;
  #session: Promise<Session> | null = null;
  #journal: RunJournal | null = null;
  /** Of the runs that go on. */
  readonly #intakes = new Set<Intake>();
  #isInterrupted = false;

  /** Opens nothing yet: threads and engine start with the first rows. */
  constructor(
    config: Config,
    credentials: Credentials,
    onFailure: (failure: Failure) => void = () => {},
    { spoolRoot, tell = () => {} }: { spoolRoot?: string; tell?: (line: string) => void } = {},
  ) {
    this.#tell = tell;
    this.#config = config;
    this.#credentials = credentials;
    this.#onFailure = onFailure;
    this.#spoolRoot = spoolRoot;
  }

  /** Rows as bytes (CSV, NDJSON, a JSON array) → records as bytes, until the input ends or the reader leaves. */
  async pump(input: Readable, output: Writable): Promise<void> {
    await using rows = await this.#phases(input, this.#config);
    const run = await this.#begin(this.#config);
    try {
      if (run.session.batch) await this.#pumpAnswered(run, run.session.batch, rows.stream, output);
      else await records(run).run(run.intake.readable(rows.stream), output).catch(unlessReaderLeft);
    } finally {
      this.#intakes.delete(run.intake);
    }
  }

  /** Finishes a run by batches whose rows were read: as `pump` would have. @throws UsageError where there is none */
  async collect(output: Writable): Promise<void> {
    const run = await this.#begin(this.#config);
    const { batch } = run.session;
    if (!batch || !(await batch.spool.hasRows()))
      throw new UsageError('Its rows were not read to the end; run the same command again with the same rows');
    await this.#pumpAnswered(run, batch, null, output);
  }

  /** Rows → outcomes, in row order, as they finish. `options` hold for these rows only. */
  async *process(
    rows: Rows,
    options: Partial<Pick<Config, 'limit' | 'start' | 'concurrency'>> = {},
  ): AsyncGenerator<Outcome> {
    const config = { ...this.#config, ...options };
    await using left = await this.#phases(Readable.from(toLines(rows)), config);
    const run = await this.#begin(config, { readers: options.concurrency });
    const { batch } = run.session;
    try {
      const items = batch
        ? this.#answered(run, batch, left.stream)
        : examples(run).over(run.intake.readable(left.stream));
      for await (const item of items) {
        const outcome = toOutcome(item);
        if (outcome) yield outcome;
      }
    } finally {
      this.#intakes.delete(run.intake);
    }
  }

  /** One row. @throws UsageError when the options leave it out (`start`, `shard`) */
  async processOne(row: object): Promise<Outcome> {
    for await (const outcome of this.process([row])) return outcome;
    throw new UsageError('The options leave this row out');
  }

  /** What the rows of `input` would come to; nobody is asked. */
  async forecast(input: Readable): Promise<Forecast> {
    const run = await this.#begin({ ...this.#config, dryRun: true });
    let forecast = noForecast();
    for await (const item of estimates(run).over(run.intake.readable(input))) {
      run.intake.release(item.row);
      if (item.ok) forecast = addToForecast(forecast, item.value);
      else if (item.failure) forecast = { ...forecast, failed: forecast.failed + 1 };
    }
    return forecast;
  }

  /**
   * Writes the examples that the output directory holds as records into `path`, which is whole or absent.
   * @throws UsageError without an output directory
   */
  async exportTrainingData(path: string): Promise<void> {
    if (!this.#config.outputDir) throw new UsageError('exportTrainingData needs the option outputDir');
    const source = await openExamples(this.#config.outputDir);
    const { partial, final } = await placesOf(path);
    try {
      await this.exportStored(source, createWriteStream(partial));
      await rename(partial, final);
    } catch (error) {
      await rm(partial, { force: true });
      throw unwritable(partial, error);
    }
  }

  /** Streams what an earlier run kept as records; nothing is parsed, nobody is asked. */
  async exportStored(source: ExampleSource, output: Writable): Promise<void> {
    const flow = storedRecords(this.#config, source, this.#ledger(), await repeatsFor(this.#config, source));
    await flow
      .run(
        storedItems(source, () => this.#isInterrupted),
        output,
      )
      .catch(unlessReaderLeft);
  }

  /** What an earlier run kept, shaped as the options say, one at a time. */
  async *stored(source: ExampleSource): AsyncGenerator<Finished> {
    const flow = storedExamples(this.#config, source, this.#ledger(), await repeatsFor(this.#config, source));
    for await (const item of flow.over(storedItems(source, () => this.#isInterrupted))) if (item.ok) yield item.value;
  }

  /** Takes no further row and begins nothing that costs; what is paid for is finished and written. */
  interrupt(): void {
    this.#isInterrupted = true;
    for (const intake of this.#intakes) intake.interrupt();
    this.#session?.then(({ serving }) => serving?.interrupt()).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.interrupt();
    // A session that could not be opened has nothing to close, and whoever began it was told why.
    const session = await this.#session?.catch(() => null);
    await session?.[Symbol.asyncDispose]();
    const journal = this.#journal;
    // Whoever runs it and whoever made it may both close it.
    this.#journal = null;
    await journal?.close(this.#config, this.summary);
  }

  async #pumpAnswered(run: Run, batch: Batch, input: Readable | null, output: Writable): Promise<void> {
    const last = await answerInBatches(batch, () => this.#nextPass(run), input);
    if (!last) return;
    await answeredRecords(last).run(batch.spool.listed(), output).catch(unlessReaderLeft);
    await leaveBatches(batch, last);
  }

  async *#answered(run: Run, batch: Batch, input: Readable): AsyncGenerator<Item<Finished>> {
    const last = await answerInBatches(batch, () => this.#nextPass(run), input);
    if (!last) return;
    yield* answeredExamples(last).over(batch.spool.listed());
    await leaveBatches(batch, last);
  }

  /** Passes over the same rows share all but their intake. */
  #nextPass(run: Run): Run {
    return { ...run, intake: this.#openIntake(run.session) };
  }

  #openIntake(session: Session): Intake {
    const intake = openIntake(session);
    this.#intakes.add(intake);
    if (this.#isInterrupted) intake.interrupt();
    return intake;
  }

  #ledger(): Ledger {
    return { summary: this.summary, onFailure: this.#onFailure, intake: new Intake(1) };
  }

  /** @param readers Posters at once, if they are to be fewer than the engine reads. */
  async #begin(
    config: Config,
    { readers = Number.POSITIVE_INFINITY, open }: { readers?: number | undefined; open?: readonly StageName[] } = {},
  ): Promise<Run> {
    const onPaid: OnPaid = (usage, costUsd) => this.summary.addUsage(usage, costUsd);
    const events = { onPaid, tell: this.#tell };
    this.#session ??= openSession(this.#config, this.#credentials, events, this.#spoolRoot);
    const session = await this.#session;
    this.summary.batches = session.batch?.counts ?? null;
    if (config.outputDir && !config.dryRun) this.#journal ??= new RunJournal(config.outputDir);
    return {
      session,
      config,
      intake: this.#openIntake(session),
      spool: this.#openSpool(config, new Set(open ?? (isStaged(config) ? [] : STAGES))),
      readers: Math.min(session.engine.concurrency, readers),
      summary: this.summary,
      journal: this.#journal,
      onFailure: this.#onFailure,
    };
  }

  /** What is left for the last pass over the rows: all of it, but where the phases run one after the other. */
  async #phases(input: Readable, config: Config): Promise<PhasedRows> {
    if (!isStaged(config)) return { stream: input, [Symbol.asyncDispose]: async () => {} };
    return await runPhases(input, config, (open) => this.#begin(config, { open }));
  }

  #openSpool({ pipeline, outputDir }: Config, open: ReadonlySet<StageName>): Spool {
    if (pipeline === 'simple' || !outputDir) return noSpool;
    const onKept = (paperId: string, stage: StageName) => this.#journal?.reach(paperId, stage);
    return openSpool(outputDir, { open, runId: this.#id, onKept });
  }
}

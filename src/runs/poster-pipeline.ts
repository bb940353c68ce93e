import { Readable, type Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import { streamWhole } from '../files/stream-whole.ts';
import type { Failure } from '../model/item.ts';
import { type Outcome, type Rows, toLines, toOutcome } from '../model/outcome.ts';
import type { Finished } from '../model/pair.ts';
import type { Summary } from '../model/summary.ts';
import { UsageError } from '../model/usage-error.ts';
import { shaped } from '../pipeline.ts';
import { openAccount } from '../session/pass.ts';
import { openSession, type Session } from '../session/session.ts';
import { type ExampleSource, openExamples } from '../store/example-source.ts';
import { openBatched } from './batched.ts';
import { chooseRunner } from './choose-runner.ts';
import { Coordinator } from './coordinator.ts';
import { type Forecast, forecastRows } from './forecast.ts';
import { Passes } from './passes.ts';
import { iterate, type Runner, write } from './runner.ts';
import { openStored } from './stored.ts';

export interface PipelineEvents {
  readonly onFailure?: (failure: Failure) => void;
  /** A line for people. */
  readonly tell?: (line: string) => void;
}

/** The pipeline as an object, which the command line and the library both use: it opens what runs need, and closes it. */
export class PosterPipeline implements AsyncDisposable {
  readonly #coordinator: Coordinator;
  readonly #config: Config;
  readonly #open: () => Promise<Session>;
  #session: Promise<Session> | null = null;

  /**
   * Opens nothing yet: threads and engine start with the first rows.
   * @param spoolRoot the directory of a run by batches, if it is not the one that the options lead to
   */
  constructor(
    config: Config,
    credentials: Credentials,
    { onFailure = () => {}, tell = () => {} }: PipelineEvents = {},
    spoolRoot?: string,
  ) {
    this.#config = config;
    this.#coordinator = new Coordinator(config.maxCost ?? null, onFailure);
    const { budget, summary } = this.#coordinator;
    const onPaid = summary.addUsage.bind(summary);
    this.#open = () => openSession(config, credentials, { budget, onPaid, tell }, spoolRoot);
  }

  /** Counts, tokens and dollars of all that went through this pipeline. */
  get summary(): Summary {
    return this.#coordinator.summary;
  }

  /** Rows as bytes (CSV, NDJSON, a JSON array) → records as bytes, until the input ends or the reader leaves. */
  async pump(input: Readable, output: Writable): Promise<void> {
    using passes = await this.#passes(this.#config);
    await using runner = await chooseRunner(passes);
    await write(runner, input, output);
  }

  /** Finishes a run by batches whose rows were read, as `pump` would have. @throws UsageError where there is none */
  async collect(output: Writable): Promise<void> {
    using passes = await this.#passes(this.#config);
    await using runner = openBatched(passes);
    await write(runner, null, output);
  }

  /** Rows → outcomes, in row order, as they finish. `options` apply to these rows only. */
  async *process(
    rows: Rows,
    options: Partial<Pick<Config, 'limit' | 'start' | 'concurrency'>> = {},
  ): AsyncGenerator<Outcome> {
    using passes = await this.#passes({ ...this.#config, ...options }, options.concurrency);
    await using runner = await chooseRunner(passes);
    for await (const item of iterate(runner, Readable.from(toLines(rows)))) {
      const outcome = toOutcome(item);
      if (outcome) yield outcome;
    }
  }

  /** One row. @throws UsageError when the options leave it out (`start`, `shard`) */
  async processOne(row: object): Promise<Outcome> {
    for await (const outcome of this.process([row])) return outcome;
    throw new UsageError('The options leave this row out');
  }

  /** What the rows of `input` would cost; nobody is asked. */
  async forecast(input: Readable): Promise<Forecast> {
    using passes = await this.#passes({ ...this.#config, dryRun: true });
    return await forecastRows(passes.begin({ selects: true }), input);
  }

  /**
   * Writes the examples that the output directory holds as records into `path`, which is whole or absent.
   * @throws UsageError without an output directory
   */
  async exportTrainingData(path: string): Promise<void> {
    if (!this.#config.outputDir) throw new UsageError('exportTrainingData needs the option outputDir');
    const source = await openExamples(this.#config.outputDir);
    await streamWhole(path, (output) => this.exportStored(source, output));
  }

  /** Streams what an earlier run kept as records; nothing is parsed, nobody is asked. */
  async exportStored(source: ExampleSource, output: Writable): Promise<void> {
    await write(this.#stored(source), null, output);
  }

  /** What an earlier run kept, shaped as the options say, one at a time. */
  async *stored(source: ExampleSource): AsyncGenerator<Finished> {
    for await (const item of iterate(this.#stored(source), null, shaped)) if (item.ok) yield item.value;
  }

  /** Takes no further row and begins nothing that costs; what is paid for is finished and written. */
  interrupt(): void {
    this.#coordinator.interrupt();
    this.#session?.then(({ serving }) => serving?.interrupt()).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.interrupt();
    // A session that could not be opened has nothing to close, and whoever began it was told why.
    const session = await this.#session?.catch(() => null);
    await session?.[Symbol.asyncDispose]();
    await this.#coordinator.closeJournal(this.#config);
  }

  async #passes(config: Config, readers?: number): Promise<Passes> {
    this.#session ??= this.#open();
    const session = await this.#session;
    this.summary.batches = session.batch?.counts ?? null;
    this.#coordinator.openJournal(config);
    return new Passes(this.#coordinator, session, config, readers);
  }

  #stored(source: ExampleSource): Runner<null> {
    const { summary, onFailure } = this.#coordinator;
    return openStored(source, openAccount(this.#config, { summary, onFailure }), () => this.#coordinator.interrupted);
  }
}

/**
 * One walk of rows through a session, and all that its stages are given. Each stage takes those parts that it names, so
 * that a pass fits all of them.
 */
import type { Batch } from '../batch/open-batch.ts';
import type { Config } from '../config/config.ts';
import type { OriginalEngine } from '../engines/original/original.ts';
import { Intake } from '../flow/intake.ts';
import type { Failure } from '../model/item.ts';
import type { TrainingExample } from '../model/schemas.ts';
import { Summary } from '../model/summary.ts';
import type { RowSelection } from '../rows/row-selection.ts';
import type { Fetcher } from '../sources/fetcher.ts';
import { type Checkpoints, noCheckpoints } from '../store/checkpoints.ts';
import type { ExampleSource } from '../store/example-source.ts';
import type { RunJournal } from '../store/run-journal.ts';
import type { Session, SessionParts } from './session.ts';

/** What every pass has, even one that opens nothing. */
export interface Account {
  readonly config: Config;
  readonly intake: Intake;
  readonly summary: Summary;
  readonly onFailure: (failure: Failure) => void;
  /** How often an example is to stand in the data set, at least. */
  readonly repeatsOf: (example: TrainingExample) => number;
}

/** What it takes to read rows. */
export interface RowPass extends Account {
  /** Which rows of the input are wanted; `null` where they were selected before. */
  readonly selection: RowSelection | null;
  /** Whether rows leave in the order in which they came. */
  readonly ordered: boolean;
  /** `null`: files are where the rows say they are. */
  readonly fetcher: Fetcher | null;
}

export interface Pass extends RowPass, SessionParts {
  /** Whether the first answer that the budget cannot pay for stops the reading of further papers. */
  readonly stopsWhenSpent: boolean;
  /** Posters that are transcribed at once. */
  readonly readers: number;
  readonly checkpoints: Checkpoints;
  /** That of the output directory, if there is one. */
  readonly journal: RunJournal | null;
}

/** A pass of the original pipeline. */
export interface OriginalPass extends Pass {
  readonly original: OriginalEngine;
}

/** A pass that asks by batches. */
export interface BatchPass extends Pass {
  readonly batch: Batch;
}

/** A pass over examples that an earlier run kept. */
export interface StoredPass extends Account {
  readonly source: ExampleSource;
}

/** A new account, except for the parts that are `given`. */
export const openAccount = (config: Config, given: Partial<Account> = {}): Account => ({
  config,
  intake: new Intake(1),
  summary: new Summary(),
  onFailure: () => {},
  repeatsOf: () => 1,
  ...given,
});

/** A pass that takes every row and keeps no checkpoints and no journal, except for the parts that are `given`. */
export function openPass(session: Session, config: Config, given: Partial<Pass> = {}): Pass {
  const { [Symbol.asyncDispose]: _owned, ...parts } = session;
  return {
    ...parts,
    ...openAccount(config, { intake: openIntake(parts) }),
    selection: null,
    ordered: !config.unordered,
    stopsWhenSpent: true,
    readers: parts.engine.concurrency,
    checkpoints: noCheckpoints,
    journal: null,
    ...given,
  };
}

/** An intake wide enough that one slow row does not idle the others, and no wider. */
const openIntake = ({ engine, threads }: SessionParts): Intake =>
  new Intake(4 * Math.max(engine.concurrency, threads.count));

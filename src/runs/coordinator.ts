import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { type Budget, openBudget } from '../engines/cost/budget.ts';
import type { Intake } from '../flow/intake.ts';
import type { Failure } from '../model/item.ts';
import { Summary } from '../model/summary.ts';
import { RunJournal } from '../store/run-journal.ts';

/**
 * What there is one of, however many passes are made and wherever their rows are worked on: the sums, the budget, the
 * journal, the failures, and the intakes that an interrupt closes. Stages are handed them and own none.
 */
export class Coordinator {
  /** Counts, tokens and dollars of all passes. */
  readonly summary = new Summary();
  readonly budget: Budget;
  /** Tells the failures of now from those of an earlier time. */
  readonly runId = randomUUID();
  readonly onFailure: (failure: Failure) => void;
  journal: RunJournal | null = null;
  interrupted = false;
  /** Those of the passes that are going on. */
  readonly #intakes = new Set<Intake>();

  /** @param maxCost dollars that must not be passed; `null` for no limit */
  constructor(maxCost: number | null, onFailure: (failure: Failure) => void) {
    this.budget = openBudget(maxCost);
    this.onFailure = onFailure;
  }

  /** Opens the journal of the output directory, if there is one and it is not open yet. */
  openJournal({ outputDir, dryRun }: Config): void {
    if (outputDir && !dryRun) this.journal ??= new RunJournal(outputDir);
  }

  async closeJournal(config: Config): Promise<void> {
    const { journal } = this;
    // Whoever runs it and whoever made it may both close it.
    this.journal = null;
    await journal?.close(config, this.summary);
  }

  /** Says that rows come in through `intake` from now on. */
  enter(intake: Intake): void {
    this.#intakes.add(intake);
    if (this.interrupted) intake.interrupt();
  }

  leave(intake: Intake): void {
    this.#intakes.delete(intake);
  }

  /** Takes no further row and begins nothing that costs; what is paid for is finished and written. */
  interrupt(): void {
    this.interrupted = true;
    for (const intake of this.#intakes) intake.interrupt();
  }
}

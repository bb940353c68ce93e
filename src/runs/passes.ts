import type { Config } from '../config/config.ts';
import type { Summary } from '../model/summary.ts';
import { RowSelection } from '../rows/row-selection.ts';
import { openPass, type Pass } from '../session/pass.ts';
import type { Session } from '../session/session.ts';
import { CHECKPOINTS, type CheckpointName } from '../store/checkpoint-key.ts';
import { type Checkpoints, noCheckpoints, openCheckpoints } from '../store/checkpoints.ts';
import type { Coordinator } from './coordinator.ts';

export interface PassOptions extends Partial<Pick<Pass, 'ordered' | 'stopsWhenSpent'>> {
  /** Whether rows are selected in this pass, and not listed by an earlier one. */
  readonly selects?: boolean;
  /** The stages that do their work in this pass; all of them unless they are named. */
  readonly open?: readonly CheckpointName[];
}

/** The passes of one run. They share everything but their intake and their selection of rows. */
export class Passes implements Disposable {
  readonly session: Session;
  readonly config: Config;
  readonly #coordinator: Coordinator;
  readonly #readers: number;
  readonly #begun: Pass[] = [];

  /** @param readers posters at once, if they are to be fewer than the engine reads */
  constructor(coordinator: Coordinator, session: Session, config: Config, readers = Number.POSITIVE_INFINITY) {
    this.#coordinator = coordinator;
    this.session = session;
    this.config = config;
    this.#readers = Math.min(session.engine.concurrency, readers);
  }

  get summary(): Summary {
    return this.#coordinator.summary;
  }

  begin({ selects = false, open = CHECKPOINTS, ...given }: PassOptions = {}): Pass {
    const { summary, journal, onFailure } = this.#coordinator;
    const pass = openPass(this.session, this.config, {
      ...{ summary, journal, onFailure, readers: this.#readers, ...given },
      selection: selects ? new RowSelection(this.config) : null,
      checkpoints: this.#checkpoints(open),
    });
    this.#begun.push(pass);
    this.#coordinator.enter(pass.intake);
    return pass;
  }

  #checkpoints(open: readonly CheckpointName[]): Checkpoints {
    const { batch, original, scratch } = this.session;
    const lasts = batch !== null || (original !== null && this.config.outputDir !== undefined);
    if (!lasts) return noCheckpoints;
    const { runId, journal } = this.#coordinator;
    return openCheckpoints({
      ...{ config: this.config, open, runId },
      dirFor: (paperId) => scratch.dirFor(paperId),
      // How posters are matched there depends on answers, which have a place of their own.
      kept: batch ? ['paper'] : CHECKPOINTS,
      onKept: batch ? () => {} : (paperId, name) => journal?.reach(paperId, name),
    });
  }

  [Symbol.dispose](): void {
    for (const { intake } of this.#begun) this.#coordinator.leave(intake);
  }
}

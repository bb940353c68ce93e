import { askUntilAccepted } from '../engines/asking/ask-until-accepted.ts';
import { estimateAnswer } from '../engines/asking/estimate-answer.ts';
import { nextMove } from '../engines/asking/next-move.ts';
import { writeTranscription } from '../engines/asking/write-transcription.ts';
import type { Engine, Estimate, PosterSource } from '../engines/engine.ts';
import { RowError } from '../model/item.ts';
import type { Transcription } from '../model/schemas.ts';
import type { PosterInput } from '../poster/picture/open-poster.ts';
import type { BatchDesk } from './batch-desk.ts';
import { questionAbout } from './question-about.ts';

/** Posters whose answers are read at once. */
const CONCURRENCY = 20;
/** Milliseconds; nobody is asked, but a PDF may have to be drawn. */
const TIMEOUT = 5 * 60_000;

/** Reads posters from the answers of batches; a poster without one fails with the reason. */
export class AnsweredEngine implements Engine {
  readonly name = 'claude';
  readonly model: string;
  readonly concurrency = CONCURRENCY;
  readonly timeoutMs = TIMEOUT;
  readonly #desk: BatchDesk;

  constructor(desk: BatchDesk) {
    this.#desk = desk;
    this.model = desk.model;
  }

  async transcribe(poster: PosterSource, signal: AbortSignal): Promise<Transcription> {
    signal.throwIfAborted();
    const { questions, cache, maxTokens } = this.#desk;
    const seen = await questions.see(poster, signal);
    const { id: digest } = await questionAbout(seen, this.#desk);
    const given = nextMove(await cache.get(digest), maxTokens);
    // A new run would ask again where the answers are useless; this run reports it.
    if (given.move === 'give-up') throw given.error;
    const ask = () => this.#explain(digest, seen);
    const answer = await askUntilAccepted({ digest, maxTokens, ask }, cache, signal);
    return writeTranscription(poster, seen.size, answer, { engine: this.name, costUsd: 0 });
  }

  async estimate(poster: PosterSource): Promise<Estimate> {
    const { questions, answerForm, cache, spending } = this.#desk;
    const form = answerForm === 'auto' ? 'schema' : answerForm;
    const seen = await questions.see(poster, new AbortController().signal);
    return estimateAnswer(questions, { input: seen, dialect: form, cache, spending });
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** Why there is no answer. */
  async #explain(digest: string, { picture }: PosterInput): Promise<never> {
    const { ledger } = this.#desk;
    const reason = ledger.givenUp(digest);
    if (reason !== null) throw new RowError(reason.code, reason.message);
    // A picture that could not be prepared was never sent.
    await picture();
    if (ledger.short) throw new RowError('over-budget', '--max-cost would be passed');
    throw new RowError('engine-unavailable', 'No batch brought an answer; run the same command again');
  }
}

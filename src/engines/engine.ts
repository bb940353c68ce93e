/** Who reads a poster. Every engine passes the same contract test. */
import type { Transcription, Usage } from '../model/schemas.ts';

export interface PosterSource {
  paperId: string;
  /** An image, or a PDF whose first poster-sized page is read. */
  path: string;
}

/** What transcribing a poster would use. */
export interface Estimate {
  /** Nobody would be asked: the answer is kept, or the engine is free. */
  free: boolean;
  usage: Usage;
  /** Dollars; `null` when the model's price is unknown. */
  costUsd: number | null;
}

/** Told of every answer that is paid for, also of those that are no use: tokens, and dollars or `null` for unknown. */
export type OnPaid = (usage: Usage, costUsd: number | null) => void;

export interface Engine extends AsyncDisposable {
  readonly name: string;
  /** The model that answers; `null` for an engine without one. */
  readonly model: string | null;
  /** Posters it can read at once. */
  readonly concurrency: number;
  /** Milliseconds that one poster may take at the most, all attempts together. */
  readonly timeoutMs: number;
  /**
   * PosterSource → Transcription.
   * @param interruption Keeps from asking what is not on its way yet, with the reason it is aborted with.
   * @throws RowError when this poster cannot be read; FatalError when no poster could be (a dead key, no server).
   * An engine that could not look throws; an empty poster is not an error.
   */
  transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription>;
  /** What that would use, without asking anybody. @throws RowError when this poster cannot be read */
  estimate(poster: PosterSource): Promise<Estimate>;
}

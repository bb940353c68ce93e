/** What reads posters. Every engine passes the same contract test. */
import type { Transcription, Usage } from '../model/schemas.ts';

export interface PosterSource {
  paperId: string;
  /** An image, or a PDF whose first poster-sized page is read. */
  path: string;
}

/** What transcribing a poster would cost. */
export interface Estimate {
  /** Nothing would be asked: the answer is stored, or the engine is free. */
  free: boolean;
  usage: Usage;
  /** Dollars; `null` when the model's price is unknown. */
  costUsd: number | null;
}

/** Called for every paid answer, even a useless one, with its tokens and its dollars (`null` if unknown). */
export type OnPaid = (usage: Usage, costUsd: number | null) => void;

export interface Engine extends AsyncDisposable {
  readonly name: string;
  /** The model that answers; `null` for an engine without one. */
  readonly model: string | null;
  /** How many posters it can read at once. */
  readonly concurrency: number;
  /** Milliseconds that one poster may take, all attempts together. */
  readonly timeoutMs: number;
  /**
   * PosterSource → Transcription.
   * @param interruption Aborting it prevents requests that have not been sent yet; they fail with its reason.
   * @throws RowError when this poster cannot be read; FatalError when no poster could be (a dead key, no server).
   * An engine that could not look must throw; an empty poster is not an error.
   */
  transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription>;
  /** What that would use, without asking any service. @throws RowError when this poster cannot be read */
  estimate(poster: PosterSource): Promise<Estimate>;
}

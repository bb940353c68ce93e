/** Who reads a poster. Every engine passes the same contract test. */
import type { Transcription } from '../model.ts';

export interface PosterSource {
  paperId: string;
  /** An image, or a PDF whose first poster-sized page is read. */
  path: string;
}

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
   * @throws RowError when this poster cannot be read; FatalError when no poster could be (a dead key, no server).
   * An engine that could not look throws; an empty poster is not an error.
   */
  transcribe(poster: PosterSource, signal: AbortSignal): Promise<Transcription>;
}

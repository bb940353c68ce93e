/** What a row grows into on its way through the chain. */
import type { FigureMatch, ParsedDocument, Row, TrainingExample, Transcription } from './schemas.ts';

/** A row whose files are there. */
export interface Pair {
  readonly row: Row;
  readonly paperPath: string;
  readonly posterPath: string;
  /** For this row's pictures; removed when the row leaves the chain. */
  readonly scratchDir: string;
}

export interface Parsed extends Pair {
  readonly paper: ParsedDocument;
}

/** What is known of the poster: its words alone, until its layout is described, or both at once. */
export interface PosterRead extends Pair {
  readonly poster: Transcription;
}

export interface Transcribed extends Parsed, PosterRead {}

export interface Found extends Transcribed {
  readonly found: readonly FigureMatch[];
}

/** The transcription agrees with the matches: its layout holds them, its markdown names them. */
export interface Matched extends Transcribed {
  readonly matches: readonly FigureMatch[];
}

/** A pair that is done: just now, or in an earlier run over the same output directory. */
export interface Finished {
  readonly example: TrainingExample;
  /** What it was made from; `null` when an earlier run did. */
  readonly made: Matched | null;
  /** Paths of the poster's figures, where records are to name them. */
  readonly images?: readonly string[];
}

/** Lets finished pairs pass a stage's work. */
export function unlessFinished<In extends Pair, Out>(
  work: (value: In, signal: AbortSignal) => Out | Promise<Out>,
): (value: In | Finished, signal: AbortSignal) => Out | Finished | Promise<Out | Finished> {
  return (value, signal) => ('example' in value ? value : work(value, signal));
}

/** How vision model services differ: how they are asked, and what their refusals mean. */
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import type { FatalError, RowError } from '../../model/item.ts';
import type { Usage } from '../../model/schemas.ts';
import type { PosterInput } from '../../poster/picture/open-poster.ts';
import type { PosterSource } from '../engine.ts';

/** The question about a poster, as put to one service. A dialect is a way of putting it that a server may refuse. */
export interface PosterQuestions<Dialect> {
  /** Longest answer, in tokens; doubled once for a poster whose answer is cut off. */
  readonly maxTokens: number;
  /** @throws RowError when the poster cannot be read */
  see(poster: PosterSource, signal: AbortSignal): Promise<PosterInput>;
  /** The key under which its answers are stored: hexadecimal, 64 digits. */
  digest(input: PosterInput, dialect: Dialect): string;
  /** The most that an answer may use. */
  worst(input: PosterInput, dialect: Dialect, maxTokens: number): Usage;
  /** What a plain answer uses; one that is cut off costs about three times as much. */
  typical(input: PosterInput, dialect: Dialect): Usage;
}

/** What carries requests to a service and answers back. */
export interface Transport {
  /** Begins no further attempt: all would fail as this one did. What is on its way is awaited. */
  end(reason: FatalError): void;
  /** Gives up what is still on its way. */
  close(): void;
}

export interface Service<Dialect> extends PosterQuestions<Dialect> {
  readonly name: string;
  readonly model: string;
  /** Requests in flight at once. */
  readonly places: number;
  /** Milliseconds that one attempt may take. */
  readonly attemptMs: number;
  /** Milliseconds that one poster may take, all attempts together. */
  readonly timeoutMs: number;
  /** The first is tried first; the others are what a server may accept instead. */
  readonly dialects: readonly [Dialect, ...Dialect[]];
  readonly transport: Transport;
  send(input: PosterInput, dialect: Dialect, maxTokens: number, signal: AbortSignal): Promise<StoredAnswer>;
  /** The dialect to continue in after a refusal; `null` if the refusal is about something else. */
  adapt(dialect: Dialect, thrown: unknown): Dialect | null;
  /** Whether the refusal says that so long an answer cannot be written. */
  refusesLength(thrown: unknown): boolean;
  /** Why a poster has no answer, or why none would have one. */
  failureOf(thrown: unknown): RowError | FatalError;
}

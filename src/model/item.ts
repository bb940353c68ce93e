/** What travels between stages: a row that is well so far, or the failure that ended it. */

/** Why a row failed; a closed set, so that scripts can branch on it. */
export const FAILURE_CODES = [
  'not-found',
  'unreadable',
  'encrypted',
  'invalid-row',
  'duplicate',
  'unsafe-path',
  'too-large',
  'out-of-memory',
  'over-budget',
  'timeout',
  'refused',
  'rate-limited',
  'invalid-output',
  'truncated',
  'unauthorised',
  'engine-unavailable',
  'internal',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** One failed row, as it is written to `--failures`. */
export interface Failure {
  paper_id: string | null;
  /** The data row's number in the input, from 1. */
  row: number;
  stage: string;
  code: FailureCode;
  message: string;
}

/**
 * A row on its way. `row` counts the input's rows from 1 without gaps, and is what order is restored by. A row that
 * nobody asked for (`--start`, `--shard`, after an interrupt) travels on as `failure: null` and is not counted.
 */
export type Item<T> =
  | { readonly row: number; readonly paperId: string | null; readonly ok: true; readonly value: T }
  | { readonly row: number; readonly paperId: string | null; readonly ok: false; readonly failure: Failure | null };

/** Libraries tell each thing on a line of its own, and a failure is one line. */
const inOneLine = (message: string): string => message.trim().replace(/\s*\n\s*/g, '; ');

/** Ends one row: thrown by any stage's work, it becomes that row's failure and harms no other. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(inOneLine(message), options);
    this.code = code;
  }
}

/** Thrown by a stage's work to say that this row is not to be done: no result, no failure. */
export class SkipRow extends Error {
  override readonly name = 'SkipRow';
}

/** Ends the run: a dead key, an unwritable output. Nothing after it can succeed. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}

const isFailureCode = (code: unknown): code is FailureCode => FAILURE_CODES.some((known) => known === code);

/** The code that a thrown value carries; `internal` when it carries none of ours. */
export function codeOf(thrown: unknown): FailureCode {
  if (!(thrown instanceof Error) || !('code' in thrown)) return 'internal';
  return isFailureCode(thrown.code) ? thrown.code : 'internal';
}

/** The item that a row becomes when a stage's work threw `thrown`. */
export function failedItem(from: { row: number; paperId: string | null }, stage: string, thrown: unknown): Item<never> {
  const { row, paperId } = from;
  if (thrown instanceof SkipRow) return { row, paperId, ok: false, failure: null };
  const message = inOneLine(thrown instanceof Error ? thrown.message : String(thrown));
  return { row, paperId, ok: false, failure: { paper_id: paperId, row, stage, code: codeOf(thrown), message } };
}

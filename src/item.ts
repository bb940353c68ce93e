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

/** `row` is the position in the input, from 1, and is what order is restored by. */
export type Item<T> =
  | { readonly row: number; readonly ok: true; readonly value: T }
  | { readonly row: number; readonly ok: false; readonly failure: Failure };

/** Ends one row: thrown by any stage's work, it becomes that row's failure and harms no other. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Ends the run: a dead key, an unwritable output. Nothing after it can succeed. */
export class FatalError extends Error {
  override readonly name = 'FatalError';
}

const isFailureCode = (code: unknown): code is FailureCode => FAILURE_CODES.some((known) => known === code);

/**
 * The failure that a thrown value stands for. Errors from worker threads arrive as plain clones, so the code is
 * recognised by value and not by class.
 */
export function failureOf(thrown: unknown, at: { row: number; stage: string; paperId: string | null }): Failure {
  const { message, code } = describeThrown(thrown);
  return { paper_id: at.paperId, row: at.row, stage: at.stage, code, message };
}

function describeThrown(thrown: unknown): { message: string; code: FailureCode } {
  if (!(thrown instanceof Error)) return { message: String(thrown), code: 'internal' };
  const code = 'code' in thrown && isFailureCode(thrown.code) ? thrown.code : 'internal';
  return { message: thrown.message, code };
}

/** What went wrong with a call to Claude → the row's failure, or the end of the run. */
import {
  AnthropicError,
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  BadRequestError,
  UnprocessableEntityError,
} from '@anthropic-ai/sdk';
import { type FailureCode, FatalError, RowError } from '../../model/item.ts';
import { causeOf, redact, redacted } from '../asking/redact.ts';

/** @param secrets Must not appear in a message, whatever a server echoes. */
export function failureOfCall(thrown: unknown, model: string, secrets: readonly string[]): RowError | FatalError {
  if (thrown instanceof RowError || thrown instanceof FatalError) return thrown;
  const said = redact(thrown instanceof Error ? thrown.message : String(thrown), secrets);
  const options = { cause: redacted(thrown, secrets) };
  if (thrown instanceof APIConnectionTimeoutError) {
    return new RowError('timeout', 'Claude did not answer in time, in all attempts. Raise --timeout.', options);
  }
  if (thrown instanceof APIConnectionError) {
    return new RowError('engine-unavailable', `The connection to Claude failed: ${causeOf(thrown, secrets)}`, options);
  }
  if (!(thrown instanceof APIError)) {
    return isBroken(thrown)
      ? new RowError(
          'engine-unavailable',
          `What answers is no message of Claude's: ${said}. Check --base-url.`,
          options,
        )
      : new RowError('internal', said, options);
  }
  const dead = reasonToStop(thrown, model);
  if (dead !== null) return new FatalError(`${dead} The service said: ${said}`, options);
  if (isThrottling(thrown.status)) {
    return new RowError(
      'rate-limited',
      `Claude kept throttling. Lower --concurrency or raise --max-retries. ${said}`,
      options,
    );
  }
  if (thrown.status === 413) return new RowError('too-large', `The request is too large for Claude: ${said}`, options);
  if ((thrown.status ?? 500) >= 500)
    return new RowError('engine-unavailable', `Claude is unavailable: ${said}`, options);
  return new RowError(
    /image/i.test(said) ? 'unreadable' : 'invalid-output',
    `Claude refused the request: ${said}`,
    options,
  );
}

/** Why no other poster could be answered either; `null` if others could. */
function reasonToStop({ status, type, message }: APIError, model: string): string | null {
  if (type === 'billing_error' || status === 402 || /credit balance/i.test(message)) {
    return 'The account cannot pay for this. Check its credit and spend limits; finished answers are kept.';
  }
  if (status === 401 || status === 403) {
    return 'The API key was refused. Check ANTHROPIC_API_KEY or --api-key-file; --engine local needs none.';
  }
  if (status === 404) return `There is no model ${model} at this address. Check --model and --base-url.`;
  return null;
}

export const isThrottling = (status: number | undefined): boolean => status === 429 || status === 529;

const isBadRequest = (thrown: unknown): thrown is APIError =>
  thrown instanceof BadRequestError || thrown instanceof UnprocessableEntityError;

/** Whether the model does not write answers this long. */
export const refusesSoMany = (thrown: unknown): boolean =>
  isBadRequest(thrown) && /max_tokens|context/i.test(thrown.message);

/** Whether the server or model does not support structured output. */
export const refusesSchema = (thrown: unknown): boolean => isBadRequest(thrown) && speaksOfSchema(thrown.message);

export const speaksOfSchema = (message: string): boolean =>
  /output_config|output_format|json_schema|structured output|grammar|schema/i.test(message);

/** Errors that may pass by themselves; anything else would be refused again. */
const PASSING = new Set(['api_error', 'overloaded_error', 'rate_limit_error', 'timeout_error']);

/** An answer that broke off or is unreadable, whatever its status: another attempt may bring a whole one. */
export function isBroken(thrown: unknown): boolean {
  if (thrown instanceof SyntaxError) return true;
  if (!(thrown instanceof APIError)) return thrown instanceof AnthropicError;
  // Reported in the middle of a stream.
  return thrown.status === undefined && PASSING.has(thrown.type ?? '');
}

/** What went wrong with one request of a batch, and whether it is worth asking again. */
export function failureOfResult(
  { type, message }: { type: string; message: string },
  model: string,
  secrets: readonly string[],
): { code: FailureCode; message: string; again: boolean } {
  const said = redact(message, secrets);
  if (PASSING.has(type)) return { code: 'engine-unavailable', message: `Claude is unavailable: ${said}`, again: true };
  const code = type === 'request_too_large' ? 'too-large' : /image/i.test(said) ? 'unreadable' : 'invalid-output';
  return { code, message: `${model} refused the request: ${said}`, again: false };
}

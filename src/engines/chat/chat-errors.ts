/** What went wrong with a call to a Chat Completions server → the row's failure, or the end of the run. */
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { FatalError, RowError } from '../../model/item.ts';
import { causeOf, redact, redacted } from '../asking/redact.ts';
import type { Dialect } from './chat-request.ts';

/** @param secrets Must not appear in a message, whatever a server echoes. */
export function failureOfChat(thrown: unknown, model: string, secrets: readonly string[]): RowError | FatalError {
  if (thrown instanceof RowError || thrown instanceof FatalError) return thrown;
  const said = redact(thrown instanceof Error ? thrown.message : String(thrown), secrets);
  const options = { cause: redacted(thrown, secrets) };
  if (thrown instanceof APIConnectionTimeoutError) {
    return new RowError('timeout', 'The server fell silent, in all attempts. Raise --timeout.', options);
  }
  if (thrown instanceof APIConnectionError) {
    return new RowError('engine-unavailable', `The connection failed: ${causeOf(thrown, secrets)}`, options);
  }
  if (!(thrown instanceof APIError)) return new RowError('internal', said, options);
  const dead = reasonToStop(thrown, model);
  if (dead !== null) return new FatalError(`${dead} The server said: ${said}`, options);
  if (thrown.status === 429) {
    return new RowError('rate-limited', `The server kept throttling. Lower --concurrency. ${said}`, options);
  }
  if (isTooLong(thrown)) {
    const hint = 'Lower --max-tokens or --image-edge, or serve the model with a longer context.';
    return new RowError(
      'too-large',
      `Picture and answer do not fit into the model's context. ${hint} ${said}`,
      options,
    );
  }
  if ((thrown.status ?? 500) >= 500) return new RowError('engine-unavailable', `The server failed: ${said}`, options);
  const code = /image/i.test(said) ? 'unreadable' : 'invalid-output';
  return new RowError(code, `The server refused the request: ${said}`, options);
}

/** Why no other poster could be answered either; `null` if others could. */
function reasonToStop({ status, code, message }: APIError, model: string): string | null {
  if (status === 401 || status === 403) return 'The key was refused. Check OPENAI_API_KEY or --api-key-file.';
  if (status === 402 || code === 'insufficient_quota') return 'The account cannot pay for this. Check its credit.';
  if (status === 404) return `There is no model ${model} at this address. Check --model and --base-url.`;
  if (NO_EYES.test(message)) return `The model ${model} takes no pictures. Serve a vision model.`;
  return null;
}

/** What vLLM, llama.cpp and Ollama say about a model without a vision part. */
const NO_EYES = /not a multimodal model|image input is not supported|does not support (image|vision)|mmproj/i;

/** No answer, or half of one: the server may be gone. */
export const isLost = (thrown: unknown): boolean => thrown instanceof APIConnectionError;

/** Another attempt may fare better. */
export const isPassing = (thrown: unknown): boolean =>
  thrown instanceof APIError &&
  (isLost(thrown) ||
    thrown.status === undefined ||
    thrown.status === 408 ||
    thrown.status === 429 ||
    thrown.status >= 500) &&
  thrown.code !== 'insufficient_quota';

export const isTooLong = (thrown: unknown): boolean =>
  thrown instanceof APIError &&
  (thrown.status === 413 ||
    thrown.code === 'context_length_exceeded' ||
    /context (length|size|window)/i.test(thrown.message));

/** The dialect to continue in after a refusal; `null` if the refusal is about something else. */
export function adaptDialect(dialect: Dialect, thrown: unknown, mayDropSchema: boolean): Dialect | null {
  if (!(thrown instanceof APIError) || ![400, 422, 500, 501].includes(thrown.status ?? 0)) return null;
  const about = `${thrown.param ?? ''} ${thrown.message}`;
  if (dialect.limit === 'max_tokens' && /max_completion_tokens/.test(about)) {
    return { ...dialect, limit: 'max_completion_tokens' };
  }
  if (dialect.temperature && /temperature/.test(about)) return { ...dialect, temperature: false };
  if (dialect.form === 'schema' && mayDropSchema && REFUSED_SCHEMA.test(about))
    return { ...dialect, form: 'delimiters' };
  return null;
}

const REFUSED_SCHEMA = /response_format|json_schema|structured output|guided|grammar|schema/i;

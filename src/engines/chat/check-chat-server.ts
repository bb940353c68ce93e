/** Asks a Chat Completions server what it can do, by doing it: a few small requests. */
import { APIConnectionTimeoutError, APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import sharp from '../../lib/picture-decoder.ts';
import { asFields } from '../../poster/layout/loose-fields.ts';
import { parseLooseJson } from '../asking/parse-answer.ts';
import { causeOf, redact } from '../asking/redact.ts';
import { type Check, failure, warning, well } from '../check.ts';
import { gatherAnswer } from './chat-answer.ts';
import { isLost } from './chat-errors.ts';
import { dataUri } from './chat-request.ts';
import { openChatClient } from './chat-transport.ts';
import { listModels } from './served-models.ts';

export interface ServerToCheck {
  /** Up to and including `/v1`. */
  baseUrl: string;
  apiKey: string;
  /** `null`: the one it serves. */
  model: string | null;
  /** Milliseconds for each request. */
  timeoutMs: number;
  /** The options that name it, for advice. */
  options: { url: string; model: string };
}

/** One thing that a model is asked to do. @throws APIError where it is not the model's fault */
export type Trial = (server: ServerToCheck, model: string) => Promise<Check>;

/** Checks that it accepts pictures and schemas. */
export const checkChatServer = (server: ServerToCheck): Promise<Check[]> =>
  checkServer(server, [checkPictures, checkSchema]);

/** Reachability, the model, then the trials; stops at the first failure, since the rest would fail too. */
export async function checkServer(server: ServerToCheck, trials: readonly Trial[]): Promise<Check[]> {
  const checks: Check[] = [];
  try {
    const models = await listModels(server.baseUrl, server.apiKey);
    checks.push(well('server', `${server.baseUrl} answers`));
    const model = chooseModel(models, server, checks);
    for (const trial of model === null ? [] : trials) {
      if (checks.some(({ state }) => state === 'failure')) break;
      checks.push(await trial(server, model ?? ''));
    }
  } catch (thrown) {
    checks.push(explainFailure(thrown, server));
  }
  return checks;
}

/** How many names fit on a line. */
const SHOWN = 5;

function chooseModel(
  models: readonly string[],
  { model, baseUrl, options }: ServerToCheck,
  checks: Check[],
): string | null {
  const offered = models.length === 0 ? 'no model' : models.slice(0, SHOWN).join(', ');
  const [only, ...others] = models;
  const chosen = model ?? (others.length === 0 ? only : undefined);
  if (chosen !== undefined && models.includes(chosen)) {
    checks.push(well('model', `${chosen} is served`));
    return chosen;
  }
  const wanted = model === null ? 'is not named' : `${model} is not served`;
  checks.push(
    failure('model', `${wanted}; ${baseUrl} lists ${offered}`, `Say which one with ${options.model}, or serve it.`),
  );
  return null;
}

async function checkPictures(server: ServerToCheck, model: string): Promise<Check> {
  const picture = await sharp({ create: { width: 224, height: 224, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer();
  const url = dataUri({ mediaType: 'image/png', data: picture });
  const content = [
    { type: 'image_url' as const, image_url: { url } },
    { type: 'text' as const, text: 'Which colour is this picture? Answer with one word.' },
  ];
  try {
    const said = await ask(server, { model, messages: [{ role: 'user', content }] });
    if (/\bred\b/i.test(said)) return well('pictures', `${model} sees a red picture as red`);
    return warning(
      'pictures',
      `about a red picture it said ${excerpt(said)}`,
      'Is this a vision model, served as one?',
    );
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return failure('pictures', sayingOf(thrown, server), 'Serve a vision model, with its vision part (mmproj).');
  }
}

const COLOUR = {
  type: 'object',
  properties: { colour: { type: 'string' }, tags: { type: 'array', items: { type: 'string' }, maxItems: 3 } },
  required: ['colour', 'tags'],
  additionalProperties: false,
};

async function checkSchema(server: ServerToCheck, model: string): Promise<Check> {
  const format = { type: 'json_schema' as const, json_schema: { name: 'colour', schema: COLOUR, strict: true } };
  const question = 'Which colour has the sky at noon? Answer in JSON.';
  const advice = 'Answers are asked for in a delimited form instead, which works a little less surely.';
  try {
    const said = await ask(server, { model, messages: [{ role: 'user', content: question }], response_format: format });
    const { colour, tags } = asFields(parseLooseJson(said)?.value);
    if (typeof colour === 'string' && Array.isArray(tags)) return well('schema', 'answers are held to a JSON schema');
    return warning('schema', `is not kept: ${excerpt(said)}`, advice);
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return warning('schema', sayingOf(thrown, server), advice);
  }
}

/** Enough for a model that thinks before it says a word. */
const MAX_TOKENS = 1024;

type Asked = Omit<ChatCompletionCreateParamsStreaming, 'stream'>;

export async function ask({ baseUrl, apiKey, timeoutMs }: ServerToCheck, asked: Asked): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  const request = { ...asked, max_tokens: MAX_TOKENS, stream: true } as const;
  try {
    const chunks = await openChatClient(baseUrl, apiKey).chat.completions.create(request, { signal });
    return (await gatherAnswer(chunks, MAX_TOKENS, () => {})).text;
  } catch (thrown) {
    throw signal.aborted ? new APIConnectionTimeoutError() : thrown;
  }
}

function explainFailure(thrown: unknown, server: ServerToCheck): Check {
  const said = `${server.baseUrl}: ${sayingOf(thrown, server)}`;
  if (thrown instanceof APIConnectionTimeoutError)
    return failure(
      'server',
      `${server.baseUrl}: no answer in time`,
      'It may be loading the model: wait, or raise --timeout.',
    );
  const status = thrown instanceof APIError ? thrown.status : undefined;
  if (isLost(thrown)) {
    const start = `Start it, as in: vllm serve MODEL --port ${new URL(server.baseUrl).port || 80}; or check ${server.options.url}.`;
    return failure('server', said, start);
  }
  if (status === 401 || status === 403) return failure('server', said, 'Set OPENAI_API_KEY, or use --api-key-file.');
  if (status === 404) return failure('server', said, 'Is that the right path? It mostly ends in /v1.');
  return failure(
    'server',
    said,
    "Look into the server's log; out of memory is the usual reason: a shorter context helps.",
  );
}

export const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof APIError && thrown.status !== undefined && [400, 415, 422, 500, 501].includes(thrown.status);

export const sayingOf = (thrown: unknown, { apiKey }: ServerToCheck): string =>
  isLost(thrown) && thrown instanceof Error
    ? `nobody answers (${causeOf(thrown, [apiKey])})`
    : redact(thrown instanceof Error ? thrown.message : String(thrown), [apiKey]);

export const excerpt = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

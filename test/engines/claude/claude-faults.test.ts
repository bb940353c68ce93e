import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { APIError } from '@anthropic-ai/sdk';
import { redacted } from '../../../src/engines/asking/redact.ts';
import { openClaude } from '../../../src/engines/claude/claude.ts';
import { refusesSchema } from '../../../src/engines/claude/claude-errors.ts';
import { FatalError, RowError } from '../../../src/model/item.ts';
import { asFields, asList } from '../../../src/poster/layout/loose-fields.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';
import { claudeOptions } from '../../helpers/engine-options.ts';
import { answerAbout } from '../../servers/messages-answer.ts';
import type { Fault } from '../../servers/messages-faults.ts';
import { type MessagesServerOptions, openMessagesServer } from '../../servers/messages-server.ts';

let folder: string;
let path: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poster-stream-faults-'));
  path = join(folder, 'poster.png');
  await writeFile(path, await drawPoster({ width: 900, height: 600, title: 'Faults' }));
});
after(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const coded = (code: string) => (error: unknown) => error instanceof RowError && error.code === code;

/** One poster before a server of these ways. */
async function read(server: Partial<MessagesServerOptions>, client: Parameters<typeof claudeOptions>[0] = {}) {
  const service = await openMessagesServer(server);
  const engine = openClaude(claudeOptions({ baseUrl: service.url, ...client }));
  try {
    const [outcome] = await Promise.allSettled([engine.transcribe({ paperId: 'p', path }, never)]);
    return { outcome, exchanges: service.exchanges };
  } finally {
    await engine[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  }
}

const answerOf = <T>(outcome: PromiseSettledResult<T>): T => {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
};
const reasonOf = (outcome: PromiseSettledResult<unknown>): unknown =>
  outcome.status === 'rejected' ? outcome.reason : assert.fail('an answer came');

/** The first attempt meets the fault, the others none. */
const once = (fault: Fault): Partial<MessagesServerOptions> => ({
  faultAt: (attempt) => (attempt === 0 ? fault : null),
});
const always = (fault: Fault): Partial<MessagesServerOptions> => ({ faultAt: () => fault });

for (const fault of [
  'throttled',
  'throttled-with-wait',
  'overloaded',
  'server-error',
  'reset',
  'reset-in-body',
  'malformed',
] as const) {
  test(`after one ${fault} the poster is asked about again`, async () => {
    const { outcome, exchanges } = await read(once(fault));
    assert.equal(answerOf(outcome).metadata.cached, false);
    assert.equal(exchanges.length, 2);
  });
}

for (const [fault, code] of [
  ['throttled', 'rate-limited'],
  ['overloaded', 'rate-limited'],
  ['server-error', 'engine-unavailable'],
] as const) {
  test(`${fault} in all attempts fails the row as ${code}`, async () => {
    const { outcome, exchanges } = await read(always(fault), { maxRetries: 2 });
    assert.ok(coded(code)(reasonOf(outcome)));
    assert.equal(exchanges.length, 3);
  });
}

test('a stream that ends in an error is asked for again', async () => {
  const { outcome, exchanges } = await read(once('malformed'), { maxTokens: 30_000 });
  assert.ok(answerOf(outcome));
  assert.deepEqual(
    exchanges.map(({ parameters }) => parameters.stream),
    [true, true],
  );
});

test('a server that answers with something else in all attempts fails the row, and says where to look', async () => {
  const { outcome, exchanges } = await read(always('malformed'), { maxRetries: 1 });
  const reason = reasonOf(outcome);
  assert.ok(coded('engine-unavailable')(reason));
  assert.match(String(reason), /--base-url/);
  assert.equal(exchanges.length, 2);
});

test('an answer that comes too late in all attempts fails the row as timeout', async () => {
  const { outcome } = await read({ ...always('slow'), latencyMs: 50 }, { timeoutMs: 200, maxRetries: 1 });
  assert.ok(coded('timeout')(reasonOf(outcome)));
});

test('a refusal fails the row and is not asked again', async () => {
  const { outcome, exchanges } = await read(always('refusal'));
  assert.ok(coded('refused')(reasonOf(outcome)));
  assert.equal(exchanges.length, 1);
});

test('an answer cut off is asked for once more with twice the budget, streamed when that is long', async () => {
  const { outcome, exchanges } = await read(once('cut-off'));
  assert.equal(answerOf(outcome).metadata.salvaged, false);
  assert.deepEqual(
    exchanges.map(({ parameters }) => [parameters.max_tokens, parameters.stream ?? false]),
    [
      [16_384, false],
      [32_768, true],
    ],
  );
});

test('an answer long enough to be streamed may be written for longer than an attempt may take', async () => {
  const patient = await read({ latencyMs: 600 }, { maxTokens: 30_000, timeoutMs: 200, maxRetries: 0 });
  assert.equal(answerOf(patient.outcome).metadata.salvaged, false);
  const hasty = await read({ latencyMs: 600 }, { maxTokens: 3000, timeoutMs: 200, maxRetries: 0 });
  assert.ok(coded('timeout')(reasonOf(hasty.outcome)));
});

test('an answer cut off twice is salvaged as far as it goes', async () => {
  const { outcome, exchanges } = await read(always('cut-off'));
  const { metadata, layout, markdown } = answerOf(outcome);
  assert.equal(metadata.salvaged, true);
  assert.ok(layout.sections.length >= 1);
  assert.match(markdown, /^# Poster/);
  assert.equal(exchanges.length, 2);
});

test('where the model writes no longer answers, the one cut off is salvaged', async () => {
  const { outcome, exchanges } = await read({ ...once('cut-off'), mostTokens: 20_000 });
  assert.equal(answerOf(outcome).metadata.salvaged, true);
  assert.deepEqual(
    exchanges.map(({ status }) => status),
    [200, 400],
  );
});

test('an answer that fills the context window is salvaged, for a longer one would not fit either', async () => {
  const { outcome, exchanges } = await read(always('window-full'));
  assert.equal(answerOf(outcome).metadata.salvaged, true);
  assert.equal(exchanges.length, 1);
});

test('a server that writes boxes as corners, whatever was asked for, is understood', async () => {
  const written = answerAbout({ digest: '0'.repeat(64), width: 900, height: 600 });
  const corners = JSON.stringify(written, (key, value: unknown) => {
    if (key !== 'sections' && key !== 'figures') return value;
    return asList(value).map((item) => {
      const { bbox_pct, ...rest } = asFields(item);
      const [x = 0, y = 0, w = 0, h = 0] = asList(bbox_pct).map(Number);
      return { ...rest, bbox_2d: [x, y, x + w, y + h].map((side) => side * 10) };
    });
  });
  const { outcome } = await read({ answer: () => JSON.parse(corners) });
  const { layout } = answerOf(outcome);
  assert.deepEqual(
    layout.sections.map(({ bbox_pct }) => bbox_pct),
    written.layout.sections.map(({ bbox_pct }) => bbox_pct),
  );
});

test('a garbled answer is asked for once more, then the row fails as invalid-output', async () => {
  assert.ok(answerOf((await read(once('garbled'))).outcome));
  const { outcome, exchanges } = await read(always('garbled'));
  assert.ok(coded('invalid-output')(reasonOf(outcome)));
  assert.equal(exchanges.length, 2);
});

test('all that was asked about a poster is counted, also when it fails', async () => {
  const { outcome, exchanges } = await read(once('cut-off'));
  const output = exchanges.reduce((sum, { usage }) => sum + (usage?.output_tokens ?? 0), 0);
  assert.equal(answerOf(outcome).usage.output_tokens, output);
});

test('a server without structured outputs is asked in the delimiter form from then on', async () => {
  await using service = await openMessagesServer({ takesSchema: false });
  await using engine = openClaude(claudeOptions({ baseUrl: service.url }));
  for (const paperId of ['a', 'b']) await engine.transcribe({ paperId, path }, never);
  assert.deepEqual(
    service.exchanges.map(({ status }) => status),
    [400, 200, 200],
  );
});

test('what a server without structured outputs answered satisfies the cache, and it is not found out again', async () => {
  await using service = await openMessagesServer({ takesSchema: false });
  const options = claudeOptions({ baseUrl: service.url, cacheDir: join(folder, 'delimiters') });
  for (const cached of [false, true]) {
    await using engine = openClaude(options);
    assert.equal((await engine.estimate({ paperId: 'p', path })).free, cached);
    assert.equal((await engine.transcribe({ paperId: 'p', path }, never)).metadata.cached, cached);
  }
  assert.equal(service.exchanges.length, 2);
});

test('servers refuse a schema by either status', () => {
  for (const status of [400, 422]) {
    const body = { error: { message: 'output_config: Extra inputs are not permitted' } };
    const refusal = APIError.generate(status, body, undefined, new Headers());
    assert.ok(refusesSchema(refusal));
  }
});

test('a refused key ends the run', async () => {
  const { outcome, exchanges } = await read(always('unauthorised'));
  const reason = reasonOf(outcome);
  assert.ok(reason instanceof FatalError);
  assert.match(reason.message, /ANTHROPIC_API_KEY/);
  assert.equal(exchanges.length, 1);
});

test('five lost connections in a row end the run with a hint, for those too that ask later: no retry is waited for', async () => {
  const service = await openMessagesServer();
  await service[Symbol.asyncDispose]();
  await using engine = openClaude(claudeOptions({ baseUrl: service.url, maxRetries: 5 }));
  const ask = async (paperId: string, signal = never) => {
    const own = join(folder, `${paperId}.png`);
    await writeFile(own, await drawPoster({ width: 300, height: 200, title: paperId }));
    return await engine.transcribe({ paperId, path: own }, signal);
  };
  const reasons = (await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((each) => ask(each)))).map(reasonOf);
  for (const reason of reasons) assert.ok(reason instanceof FatalError);
  assert.match(String(reasons[0]), /127\.0\.0\.1:.*ECONNREFUSED.*--base-url/s);
  // Five retries take 13 s.
  await assert.rejects(ask('late', AbortSignal.timeout(8000)), FatalError);
});

test('the key is in no error, whatever the server echoes', async () => {
  const apiKey = 'sk-ant-very-secret';
  const echo = { apiKey: 'another', complaint: `no such key: ${apiKey}` };
  const { outcome } = await read(echo, { apiKey });
  let reason: unknown = reasonOf(outcome);
  for (; reason instanceof Error; reason = reason.cause) {
    assert.doesNotMatch(`${reason.message}${reason.stack}${JSON.stringify(reason)}`, /very-secret/);
  }
});

test('a cause that holds the key anywhere is replaced by one that does not', () => {
  const innermost = Object.assign(new Error('refused'), { echoed: { headers: ['Bearer sk-ant-very-secret'] } });
  const cause = redacted(new Error('outer', { cause: innermost }), ['sk-ant-very-secret']);
  assert.doesNotMatch(inspect(cause, { depth: null }), /very-secret/);
  const harmless = new Error('outer', { cause: new Error('inner') });
  assert.equal(redacted(harmless, ['sk-ant-very-secret', '']), harmless);
});

test('a retired model is named together with its replacement', () => {
  for (const model of ['claude-3-5-haiku-20241022', 'claude-3-haiku-20240307', 'claude-3-opus-latest']) {
    assert.throws(() => openClaude(claudeOptions({ model })), /retired.*claude-haiku-5-5/s);
  }
});

test('only models whose minimum the prompt reaches are asked to cache it', async () => {
  const cached = async (model: string) => {
    const [block] = asList((await read({}, { model })).exchanges[0]?.parameters.system).map(asFields);
    return block?.cache_control !== undefined;
  };
  assert.deepEqual(
    await Promise.all(['claude-haiku-5-5', 'claude-sonnet-5', 'claude-haiku-4-5', 'claude-new-1'].map(cached)),
    [true, false, false, false],
  );
});

test('only models that take a temperature are sent one', async () => {
  const sent = async (model: string) => (await read({}, { model })).exchanges[0]?.parameters.temperature;
  assert.equal(await sent('claude-haiku-5-5'), undefined);
  assert.equal(await sent('claude-haiku-4-5'), 0.1);
});

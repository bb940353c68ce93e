import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { configOf, loadConfig } from '../../src/config/config.ts';
import { findCredentials } from '../../src/config/credentials.ts';
import { FLAGS, kebab } from '../../src/config/flags/flags.ts';
import { askedServers, chatServers } from '../../src/config/model-servers.ts';
import { UsageError } from '../../src/model/usage-error.ts';

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'config-'));
before(() => process.chdir(folder));
after(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const withFile = (text: string | null, run: () => void) => {
  const path = join(folder, 'poster-stream.config.json');
  if (text !== null) writeFileSync(path, text);
  try {
    run();
  } finally {
    rmSync(path, { force: true });
  }
};

test('a flag beats the environment, which beats the file, which beats the default', () => {
  const variables = { POSTER_STREAM_CONCURRENCY: '30' };
  withFile('{ "concurrency": 40, "limit": 7 }', () => {
    assert.equal(loadConfig({ concurrency: '10' }, variables).concurrency, 10);
    assert.equal(loadConfig({}, variables).concurrency, 30);
    assert.equal(loadConfig({}, {}).concurrency, 40);
    assert.equal(loadConfig({}, {}).limit, 7);
  });
  withFile(null, () => assert.equal(loadConfig({}, {}).concurrency, 20));
});

test('every option can be said in the environment', () => {
  for (const name of Object.keys(FLAGS)) {
    const variable = `POSTER_STREAM_${kebab(name).replaceAll('-', '_').toUpperCase()}`;
    assert.doesNotThrow(() => {
      try {
        loadConfig({}, { [variable]: 'x' });
      } catch (error) {
        if (!(error instanceof UsageError) || !error.message.includes(variable)) throw error;
        assert.doesNotMatch(error.message, /There is no option/);
      }
    });
  }
});

test('what does not fit is an error that names the flag, the variable or the key', () => {
  const refused = (said: object, variables: object, file: string | null, expected: RegExp) =>
    withFile(file, () => assert.throws(() => loadConfig({ ...said }, { ...variables }), expected));
  refused({ threads: '0' }, {}, null, /^UsageError: --threads: /);
  refused({ engine: 'gpt' }, {}, null, /--engine: expected claude, openai, local, extractive, not "gpt"$/);
  refused({ shard: '4/4' }, {}, null, /--shard: I counts from 0/);
  refused({}, { POSTER_STREAM_LIMIT: 'many' }, null, /POSTER_STREAM_LIMIT: /);
  refused({}, { POSTER_STREAM_LIMITS: '3' }, null, /There is no option for the variable POSTER_STREAM_LIMITS/);
  refused({}, {}, '{ "limits": 3 }', /There is no option limits in poster-stream.config.json/);
  refused({}, {}, '{ "format": 3 }', /format in poster-stream.config.json: /);
  refused({}, {}, '[1', /poster-stream.config.json is no JSON object/);
});

test('the configuration is frozen, and the library gets the same defaults without environment or file', () => {
  withFile('{ "limit": 7 }', () => {
    const config = configOf({ engine: 'local' });
    assert.equal(config.limit, undefined);
    assert.equal(config.maxTokens, 16_384);
    assert.ok(Object.isFrozen(config));
  });
});

test('the key is the option, else the variable, else none', () => {
  const config = configOf({});
  assert.equal(findCredentials(configOf({ apiKey: 'a' }), { ANTHROPIC_API_KEY: 'b' }).apiKey, 'a');
  assert.equal(findCredentials(config, { ANTHROPIC_API_KEY: 'b' }).apiKey, 'b');
  assert.equal(findCredentials(config, { ANTHROPIC_API_KEY: '' }).apiKey, null);
});

test('servers come from --base-url, which may be repeated, else from OPENAI_BASE_URL; /v1 may be left out', () => {
  const servers = (baseUrl: string | string[]) => chatServers(configOf({ baseUrl }), {});
  assert.deepEqual(servers(['http://a:8000', 'http://b:8000/v1']), ['http://a:8000/v1', 'http://b:8000/v1']);
  assert.deepEqual(servers('http://a:1/api/v1,http://b:2/'), ['http://a:1/api/v1', 'http://b:2/v1']);
  assert.deepEqual(chatServers(configOf({}), { OPENAI_BASE_URL: 'http://c:3' }), ['http://c:3/v1']);
  assert.deepEqual(chatServers(configOf({}), {}), []);
  assert.throws(() => configOf({ baseUrl: 'localhost 8000' }), UsageError);
});

test('the openai engine asks OpenAI itself where there is a key and no server is named', () => {
  const config = configOf({ engine: 'openai' });
  assert.deepEqual(askedServers(config, { apiKey: 'k' }, {}), ['https://api.openai.com/v1']);
  assert.deepEqual(askedServers(config, { apiKey: null }, {}), []);
  assert.deepEqual(askedServers(config, { apiKey: 'k' }, { OPENAI_BASE_URL: 'http://b:1/v1' }), ['http://b:1/v1']);
});

test('each engine looks for its own key', () => {
  const environment = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' };
  const keyOf = (engine: 'claude' | 'openai' | 'local') => findCredentials(configOf({ engine }), environment).apiKey;
  assert.deepEqual([keyOf('claude'), keyOf('openai'), keyOf('local')], ['a', 'o', null]);
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkMemory, checkRuntime } from '../../src/commands/check-machine.ts';
import { ASKING_ENGINE_NAMES, ENGINE_NAMES } from '../../src/config/flags/engine-facts.ts';
import { checkClaude } from '../../src/engines/claude/check-claude.ts';
import { KNOWN_ENGINES } from '../../src/engines/open/known-engines.ts';
import { openPlace } from '../helpers/binary.ts';
import { openChatServer } from '../servers/chat-server.ts';
import { listen } from '../servers/listen.ts';

test('the doctor exits 0 where a run would work, and 1 with advice where it would not', async () => {
  await using place = await openPlace();
  await using server = await openChatServer({ answer: ({ held }) => (held ? '{"colour":"","tags":[]}' : 'red') });
  const engine = ['doctor', '--engine', 'openai', '--base-url', server.baseUrl];
  const well = await place.run([...engine, '--json']);
  assert.equal(well.status, 0, well.stdout + well.stderr);
  const subjects = well.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).subject);
  assert.deepEqual(subjects, ['node', 'memory', 'cache', 'server', 'model', 'pictures', 'schema']);
  const ill = await place.run([...engine, '--base-url', 'http://127.0.0.1:1']);
  assert.equal(ill.status, 1);
  assert.match(ill.stdout, /failure +server +http:\/\/127\.0\.0\.1:1\/v1.*\n +Start it/);
});

test('the doctor looks at the servers that would look over the matches, and at where a run would write', async () => {
  await using place = await openPlace();
  writeFileSync(join(place.dir, 'file'), '');
  const local = ['doctor', '--engine', 'local'];
  const well = await place.run([...local, '--output-dir', 'new/out']);
  assert.equal(well.status, 0, well.stdout);
  assert.match(well.stdout, /^\w+ +output +new\/out: [\d.]+ [kMGTP]?B free$/m);
  const unwritable = await place.run([...local, '--output-dir', 'file/out']);
  assert.equal(unwritable.status, 1);
  assert.match(
    unwritable.stdout,
    /^failure +output +\S+file is no directory\n +Name another folder: --output-dir PATH$/m,
  );
  const unseen = await place.run([...local, '--use-vlm']);
  assert.match(unseen.stdout, /^failure +server +none is named by --vlm-url$/m);
  const dead = await place.run([...local, '--vlm-url', 'http://127.0.0.1:1']);
  assert.match(dead.stdout, /^failure +server +http:\/\/127\.0\.0\.1:1\/v1/m);
});

test('an engine that nobody knows is refused, and not looked at as a server of models', async () => {
  await using place = await openPlace();
  await using server = await openChatServer();
  const unknown = await place.run(['doctor', '--engine', 'nobody', '--base-url', server.baseUrl]);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /--engine: expected claude, openai, local, extractive, not "nobody"/);
  assert.equal(server.requests.length, 0);
});

test('every engine that can be named is known: how it is opened, and how it is looked at', () => {
  assert.deepEqual(Object.keys(KNOWN_ENGINES), ENGINE_NAMES);
  assert.deepEqual(
    ASKING_ENGINE_NAMES,
    ENGINE_NAMES.filter((name) => name !== 'local'),
  );
});

test('a release that is soon forgotten and too little memory are warnings that say what to do', () => {
  assert.equal(checkRuntime('24.3.0').state, 'ok');
  assert.match(`${checkRuntime('25.1.0').advice}`, /Node 24/);
  assert.equal(checkMemory(2, 8e9).state, 'ok');
  assert.match(`${checkMemory(4, 1.4e9).advice}`, /--threads 2/);
});

test('the key of Claude is tried by asking about the model, which costs nothing', async () => {
  await using service = await listen(async ({ url, headers }, response) => {
    const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
    const known = url === '/v1/models/claude-haiku-5-5';
    response.statusCode = key !== 'good' ? 401 : known ? 200 : 404;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ type: 'model', id: 'claude-haiku-5-5', message: `no: ${key}` }));
  });
  const stateOf = async (key: string, model: string) => await checkClaude(key, service.url, model);
  assert.equal((await stateOf('good', 'claude-haiku-5-5')).state, 'ok');
  assert.equal((await stateOf('good', 'claude-9')).state, 'warning');
  const refused = await stateOf('sk-bad', 'claude-haiku-5-5');
  assert.equal(refused.state, 'failure');
  assert.doesNotMatch(refused.found, /sk-bad/);
});

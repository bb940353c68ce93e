import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPlace } from '../helpers/binary.ts';

test('help is asked for in every usual way, of the program and of a verb', async () => {
  await using place = await openPlace();
  const [whole, ofParse] = [await place.run(['--help']), await place.run(['parse', '--help'])];
  assert.deepEqual(await place.run(['help']), whole);
  assert.deepEqual(await place.run(['help', 'parse']), ofParse);
  for (const { status, stderr } of [whole, ofParse]) assert.deepEqual([status, stderr], [0, '']);
  assert.match(ofParse.stdout, /^Usage: poster-stream parse .*<PAPER\.\.\.>[\s\S]*Examples:\n {2}poster-stream parse /);
  assert.match((await place.run(['-V'])).stdout, /^\d+\.\d+\.\d+\n$/);
  const longest = Math.max(...whole.stdout.split('\n').map((line) => line.length));
  assert.ok(longest <= 110, `${longest} columns`);
});

test('a line that no verb takes is answered with an example, and with where the help of the verb is', async () => {
  await using place = await openPlace();
  for (const [args, complaint, verb] of [
    [['parse'], /missing required argument 'PAPER'/, 'parse'],
    [['split', 'a.jsonl', '--tset', '0.1'], /unknown option '--tset' \(Did you mean --test\?\)/, 'split'],
    [['pars', 'a.pdf'], /run takes one FILE of rows; did you mean poster-stream parse\?/, 'run'],
    [['frobnicate', 'a.pdf'], /run takes one FILE of rows; verbs are run, parse, transcribe, /, 'run'],
    [['--enigne', 'local'], /unknown option '--enigne'[\n ]\(Did you mean --engine\?\)/, 'run'],
  ] as const) {
    const { status, stdout, stderr } = await place.run([...args]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, complaint);
    assert.match(stderr, new RegExp(`\nFor example: [^\n]*poster-stream[^\n]*\nSee poster-stream ${verb} --help\n$`));
  }
  assert.match(
    (await place.run(['help', 'pars'])).stderr,
    /^poster-stream: There is no such verb\nSee poster-stream --help\n$/,
  );
});

test('the version is told before any library is loaded', async () => {
  await using place = await openPlace();
  const refusal = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) {
  if (!/^[./]|^(node|file):/.test(name)) throw new Error(name + ' is loaded');
  return next(name, context);
} });`;
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(refusal)}`;
  const { status, stdout, stderr } = await place.run(['--version'], null, { NODE_OPTIONS });
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  assert.match((await place.run(['split', '--help'], null, { NODE_OPTIONS })).stderr, /is loaded/);
});

test('the help of a run is about its usual options; --help-all shows the others, and topics stand apart', async () => {
  await using place = await openPlace();
  const [usual, all] = [await place.run(['run', '--help']), await place.run(['run', '--help-all'])];
  const optionsIn = (text: string) => text.match(/^ {2}(?:-\w, )?--[a-z-]+/gm)?.length ?? 0;
  assert.ok(optionsIn(usual.stdout) >= 20 && optionsIn(usual.stdout) <= 30, String(optionsIn(usual.stdout)));
  assert.ok(optionsIn(all.stdout) > 60, String(optionsIn(all.stdout)));
  assert.match(usual.stdout, /More options: poster-stream --help-all/);
  assert.match((await place.run(['help', 'exit'])).stdout, /^0 {4}all rows done$/m);
  assert.match((await place.run(['help', 'spending'])).stdout, /--max-cost <USD>/);
});

test('a verb that was misspelt is suggested, alone or with a file', async () => {
  await using place = await openPlace();
  for (const args of [['exprt', 'out'], ['exprt']])
    assert.match((await place.run(args)).stderr, /did you mean poster-stream export\?/);
});

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { VERBS } from '../../src/config/flags/flag.ts';
import { openPlace } from '../helpers/binary.ts';

const isInstalled = (program: string) => spawnSync(program, ['--version']).error === undefined;

test('bash completes verbs, and the options of the verb that was typed', async () => {
  await using place = await openPlace();
  const script = join(place.dir, 'complete.bash');
  writeFileSync(script, (await place.run(['completion', 'bash'])).stdout);
  const completed = (...words: string[]) =>
    execFileSync(
      'bash',
      [
        '-c',
        `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _poster_stream; printf '%s\\n' "\${COMPREPLY[@]}"`,
        'bash',
        script,
        ...words,
      ],
      { cwd: place.dir },
    )
      .toString()
      .trim()
      .split('\n');
  assert.deepEqual(completed('poster-stream', 'tran'), ['transcribe']);
  assert.deepEqual(completed('poster-stream', 'split', 'a.jsonl', '--te'), ['--test']);
  assert.ok(completed('poster-stream', '--eng').includes('--engine'), 'the verb run may be left out');
  assert.deepEqual(completed('poster-stream', 'parse', '--no-fig'), ['--no-figures']);
});

for (const shell of ['zsh', 'fish'])
  test(`${shell} takes its completions`, { skip: !isInstalled(shell) && `${shell} is not installed` }, async () => {
    await using place = await openPlace();
    const script = join(place.dir, 'completions');
    writeFileSync(script, (await place.run(['completion', shell])).stdout);
    assert.equal(spawnSync(shell, ['-n', script]).stderr.toString(), '');
  });

test('fish completes as it is used', { skip: !isInstalled('fish') && 'fish is not installed' }, async () => {
  await using place = await openPlace();
  const script = join(place.dir, 'completions.fish');
  writeFileSync(script, (await place.run(['completion', 'fish'])).stdout);
  const completed = (line: string) =>
    execFileSync('fish', ['-c', `source ${script}; complete -C '${line}'`], {
      env: { ...process.env, HOME: place.dir },
    })
      .toString()
      .split('\n')
      .map((each) => each.split('\t')[0]);
  assert.ok(completed('poster-stream tran').includes('transcribe'));
  assert.ok(completed('poster-stream split --te').includes('--test'));
});

test('the page for man names every verb, and groff finds no fault in it', async () => {
  await using place = await openPlace();
  const { stdout } = await place.run(['completion', 'man']);
  for (const verb of VERBS) assert.match(stdout, new RegExp(`^\\.B poster\\\\-stream ${verb}`, 'm'));
  if (!isInstalled('groff')) return;
  const groff = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z'], { input: stdout });
  assert.equal(groff.stderr.toString(), '');
});

test('a shell that is not known is refused with those that are', async () => {
  await using place = await openPlace();
  const { status, stderr } = await place.run(['completion', 'tcsh']);
  assert.deepEqual([status, /bash, zsh, fish/.test(stderr)], [2, true]);
});

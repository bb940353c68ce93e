import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BINARY, csvOf } from '../helpers/binary.ts';

const home = mkdtempSync(join(tmpdir(), 'poster-stream-test-'));
after(() => rmSync(home, { recursive: true, force: true }));

test('without a key the program says in one line what to set, and which engine needs none', () => {
  const env = { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: join(home, 'cache') };
  const input = csvOf(['p1,Title,Abstract,a.png,a.pdf']);
  const { status, stdout, stderr } = spawnSync(process.execPath, [BINARY], { cwd: home, env, input, encoding: 'utf8' });
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^poster-stream: [^\n]*ANTHROPIC_API_KEY[^\n]*\n$/);
  assert.match(stderr, /--engine local/);
  assert.doesNotMatch(stderr, /^\s+at /m, 'no trace for what was foreseen');
});

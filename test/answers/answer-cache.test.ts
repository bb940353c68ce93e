import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openAnswerCache } from '../../src/answers/answer-cache.ts';
import { type JournalLine, journalFolder } from '../../src/answers/answer-journal.ts';
import { clearAnswers, listAnswers, verifyAnswers } from '../../src/answers/kept-answers.ts';
import type { StoredAnswer } from '../../src/answers/stored-answer.ts';
import { FatalError } from '../../src/model/item.ts';
import { NOTHING } from '../../src/model/summary.ts';

const answer = (said: string): StoredAnswer => ({
  text: said,
  stop_reason: 'end_turn',
  max_tokens: 100,
  usage: NOTHING,
  model: 'claude-haiku-5-5',
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const left = (): string[] => readdirSync(journalFolder(dir));

/** A process of its own: with the answer cache of `dir` as `cache`, it runs this. */
function processThat(code: string): ChildProcess & { stdout: NodeJS.ReadableStream } {
  const module = fileURLToPath(new URL('../../src/answers/answer-cache.ts', import.meta.url));
  const script = `
    import { openAnswerCache } from ${JSON.stringify(module)};
    const cache = openAnswerCache(${JSON.stringify(dir)});
    ${code}`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const putIn = (digest: string, said: string): string =>
  `cache.put(${JSON.stringify(digest)}, [${JSON.stringify(answer(said))}]);`;

/** As a process left it that is gone. */
function leaveJournal(lines: string[], { host = hostname(), pid = 2 ** 22 + 1 } = {}): string {
  mkdirSync(journalFolder(dir), { recursive: true });
  const path = join(journalFolder(dir), `${host}.${pid}.1.jsonl`);
  writeFileSync(path, lines.map((line) => `\n${line}`).join(''));
  return path;
}

const lineOf = (digest: string, said: string, at = Date.now()): string =>
  JSON.stringify({ digest, answers: [answer(said)], at } satisfies JournalLine);

async function read(digest: string): Promise<string[]> {
  await using cache = openAnswerCache(dir);
  return (await cache.get(digest)).map((each) => each.text);
}

describe('an answer that was put', () => {
  it('is kept though the process is killed before anything else can happen', async () => {
    const child = processThat(`${putIn('a', 'one')} ${putIn('b', 'two')} process.kill(process.pid, 'SIGKILL');`);
    await once(child, 'exit');
    assert.deepEqual(await read('a'), ['one']);
    assert.deepEqual(await read('b'), ['two']);
    assert.deepEqual(left(), [], 'once they are in the cache their journal goes');
    assert.equal((await listAnswers(dir)).length, 2);
  });

  it('is there at once for those who ask in the same process', async () => {
    await using cache = openAnswerCache(dir);
    void cache.put('a', [answer('one')]);
    assert.deepEqual(await cache.get('a'), [answer('one')]);
  });

  it('is seen by another process while this one runs, and its journal is left alone', async () => {
    const child = processThat(`${putIn('a', 'one')} console.log('put'); setInterval(() => {}, 1000);`);
    try {
      await once(child.stdout, 'data');
      assert.deepEqual(await read('a'), ['one']);
      assert.equal(left().length, 1);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('leaves no journal behind when all is done', async () => {
    const child = processThat(`
      for (let n = 0; n < 200; n++) await cache.put('d' + n, [${JSON.stringify(answer('one'))}]);
      await cache[Symbol.asyncDispose]();
      console.log('done');`);
    assert.equal(await text(child.stdout), 'done\n');
    assert.deepEqual(left(), []);
    assert.deepEqual(await verifyAnswers(dir), { sound: 200, dropped: 0, reclaimedBytes: 0 });
  });

  it('replaces the one before, however fast they follow', async () => {
    for (let round = 0; round < 20; round++) {
      const cache = openAnswerCache(dir);
      const puts = ['one', 'two', 'three'].map((said) => cache.put('a', [answer(said)]));
      await Promise.all(puts);
      await cache[Symbol.asyncDispose]();
      assert.deepEqual(await read('a'), ['three']);
    }
  });
});

describe('what a killed process left', () => {
  it('does not replace an answer that came later', async () => {
    leaveJournal([lineOf('a', 'old', Date.now() - 60_000)]);
    const cache = openAnswerCache(dir);
    await cache.put('a', [answer('new')]);
    await cache[Symbol.asyncDispose]();
    assert.deepEqual(await read('a'), ['new']);
  });

  it('counts as of its last line, and a torn line does not spoil the others', async () => {
    leaveJournal([lineOf('a', 'first', 1), lineOf('b', 'torn').slice(0, 40), lineOf('a', 'second', 2), '{"digest":']);
    assert.deepEqual(await read('a'), ['second']);
    assert.deepEqual(await read('b'), []);
  });

  it('is taken over by a process of the same number, as containers have it', async () => {
    leaveJournal([lineOf('a', 'one')], { pid: process.pid });
    await using cache = openAnswerCache(dir);
    await cache.put('b', [answer('two')]);
    assert.deepEqual(await cache.get('a'), [answer('one')]);
    assert.deepEqual(await read('a'), ['one']);
    assert.ok(left().every((name) => !name.endsWith('.1.jsonl')));
  });

  it('on another machine is taken over, and removed when nobody wrote to it for a day', async () => {
    const path = leaveJournal([lineOf('a', 'one')], { host: 'elsewhere.example' });
    assert.deepEqual(await read('a'), ['one']);
    assert.equal(left().length, 1);
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(path, yesterday, yesterday);
    await read('a');
    assert.deepEqual(left(), []);
  });

  it('is thrown away with the others', async () => {
    leaveJournal([lineOf('a', 'one')]);
    await clearAnswers(dir);
    assert.deepEqual(await read('a'), []);
  });
});

describe('where answers cannot be kept', () => {
  it('the next question ends the run, and says where and why', async () => {
    writeFileSync(journalFolder(dir), 'a file in the place of the folder');
    await using cache = openAnswerCache(dir);
    await cache.put('a', [answer('one')]);
    const failure = await cache.get('b').catch((thrown) => thrown);
    assert.ok(failure instanceof FatalError);
    assert.ok(failure.message.startsWith(`Answers can no longer be kept in ${dir}: E`), failure.message);
    await assert.rejects(cache.kept(), failure);
    assert.equal(readFileSync(journalFolder(dir), 'utf8'), 'a file in the place of the folder');
  });
});

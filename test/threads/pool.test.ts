import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configOf } from '../../src/config/config.ts';
import { paperOptions } from '../../src/config/parts.ts';
import { openThreads, type Threads } from '../../src/threads/pool.ts';

const HOARDER = new URL('../helpers/hoarder.ts', import.meta.url);
const NEVER = new AbortController().signal;
const OPTIONS = { ...paperOptions(configOf({})), docId: '', sourcePath: '', figuresDir: null };

async function threadOf(threads: Threads, what: string, signal = NEVER): Promise<unknown> {
  return (await threads.run('parsePaper', [what, OPTIONS], signal)).metadata.thread;
}

describe('worker threads', () => {
  it('are used again, but not after a job that left one large: its result stands, the next has a thread anew', async () => {
    await using threads = openThreads(1, HOARDER);
    const first = await threadOf(threads, 'work');
    assert.equal(await threadOf(threads, 'work'), first);
    assert.equal(await threadOf(threads, 'hoard'), first);
    const jobs = Array.from({ length: 5 }, () => threadOf(threads, 'work'));
    const [next, ...others] = await Promise.all(jobs);
    assert.notEqual(next, first);
    assert.deepEqual(new Set(others), new Set([next]));
  });

  it('are started when there is work for them, and no more than asked for', async () => {
    await using threads = openThreads(2, HOARDER);
    const alone = await threadOf(threads, 'work');
    assert.equal(await threadOf(threads, 'work'), alone);
    const many = await Promise.all(Array.from({ length: 6 }, () => threadOf(threads, 'dawdle')));
    assert.equal(new Set(many).size, 2);
  });

  it('let a job leave the queue when it is aborted, and serve those behind it', async () => {
    await using threads = openThreads(1, HOARDER);
    const abort = new AbortController();
    const working = threadOf(threads, 'dawdle');
    const waiting = threadOf(threads, 'work', abort.signal);
    const behind = threadOf(threads, 'work');
    abort.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    assert.equal(await behind, await working);
    await assert.rejects(threadOf(threads, 'work', abort.signal), /enough/);
  });

  it('are killed at work by an abort, and replaced', async () => {
    await using threads = openThreads(1, HOARDER);
    const first = await threadOf(threads, 'work');
    const abort = new AbortController();
    const working = threadOf(threads, 'dawdle', abort.signal);
    abort.abort(new Error('too slow'));
    await assert.rejects(working);
    assert.notEqual(await threadOf(threads, 'work'), first);
  });
});

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvOf, firstRecord, makePairs, openPlace, type Place, type Running, until } from '../helpers/binary.ts';
import type { BatchMoment } from '../servers/batch-service.ts';

const ARGS = ['--batch', '--batch-size', '3', '--poll', '0.05', '--threads', '1', '--output-dir', 'out'];

/** Kills the process that is under way when the server comes to a moment for the nth time from now. */
class Killer {
  #armed: { moment: BatchMoment; nth: number } | null = null;
  #victim: ChildProcess | null = null;

  arm(victim: ChildProcess, moment: BatchMoment, nth: number): void {
    this.#victim = victim;
    this.#armed = { moment, nth };
  }

  /** For the server: goes on only when the process is gone. */
  readonly onMoment = async (moment: BatchMoment): Promise<void> => {
    if (this.#armed?.moment !== moment) return;
    this.#armed.nth -= 1;
    if (this.#armed.nth > 0) return;
    this.#armed = null;
    await kill(this.#victim);
    // Until the server has noticed.
    await sleep(100);
  };
}

async function kill(victim: ChildProcess | null): Promise<void> {
  if (!victim || victim.exitCode !== null || victim.signalCode !== null) return;
  const ended = once(victim, 'exit');
  victim.kill('SIGKILL');
  await ended;
}

/** Resolves when so many papers are in the spool. */
async function spooled({ dir }: Place, count: number, running: Running): Promise<void> {
  const papers = join(dir, 'out', 'batch', 'papers');
  await until(() => existsSync(papers) && readdirSync(papers).length >= count, running);
}

/** In the order in which a run that goes on each time comes to them. */
const MOMENTS: readonly { when: string; moment: BatchMoment; nth: number }[] = [
  { when: 'before anything is written down', moment: 'list', nth: 1 },
  { when: 'written down, never made', moment: 'create', nth: 1 },
  { when: 'made, its answer lost', moment: 'made', nth: 1 },
  { when: 'the second made, its answer lost', moment: 'made', nth: 1 },
  { when: 'at the first look', moment: 'look', nth: 1 },
  { when: 'while it is in progress', moment: 'look', nth: 3 },
  { when: 'as the results begin', moment: 'results', nth: 1 },
  { when: 'in the middle of the results', moment: 'half-of-results', nth: 1 },
  { when: 'with all results, not yet noted', moment: 'all-results', nth: 1 },
];

test('killed at eleven moments and started again each time, a run submits nothing twice and writes the same bytes', async () => {
  const killer = new Killer();
  await using place = await openPlace({ batches: { looks: 4, onMoment: killer.onMoment } });
  const rows = csvOf(await makePairs(place.dir, 6));
  const { stdout: undisturbed } = await place.run(['--no-cache'], rows);

  const spooling = place.start(ARGS, rows);
  await spooled(place, 2, spooling);
  await kill(spooling.child);
  for (const { when, moment, nth } of MOMENTS) {
    const running = place.start(ARGS, rows);
    killer.arm(running.child, moment, nth);
    const { status, stdout } = await running.ended;
    assert.deepEqual([status, stdout], [null, ''], when);
  }
  const writing = place.start(ARGS, rows);
  await firstRecord(writing);
  await kill(writing.child);

  const { status, stdout, stderr } = await place.run(ARGS, rows);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, undisturbed);
  const { submitted, made } = place.server.batches;
  assert.equal(made.length, 2);
  assert.equal(new Set(submitted).size, 6);
  assert.equal(submitted.length, 6);
  assert.equal(existsSync(join(place.dir, 'out', 'batch')), false);
});

/**
 * A run by batches, of the real program, killed ten times (SIGKILL) at random moments and started again each time: what
 * was submitted, and whether the records are those of a plain run that nobody disturbed. `npm run build` first.
 *
 *     node test/bench/batch-kill.ts [ROWS] [SEED]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { csvOf, makePairs, openPlace } from '../helpers/binary.ts';

const KILLS = 10;
const [count = 200, seed = 1] = process.argv.slice(2).map(Number);
const generator = xoroshiro128plus(seed);
const args = ['--batch', '--batch-size', '20', '--poll', '0.2', '--output-dir'];

await using place = await openPlace({ batches: { looks: 5 }, faults: { expired: 0.05, 'server-error': 0.05 } });
const rows = csvOf(await makePairs(place.dir, count));
const { stdout: plain } = await place.run(['--no-cache'], rows);
const from = performance.now();
await place.run([...args, 'calm', '--cache-dir', 'calm-answers'], rows);
const whole = performance.now() - from;
const { batches } = place.server;
const before = batches.submitted.length;

let reached = 0;
for (let kill = 1; kill <= KILLS; kill++) {
  const { child, ended } = place.start([...args, 'stormy', '--cache-dir', 'stormy-answers'], rows);
  await Promise.race([ended, sleep((uniformFloat64(generator) * whole) / 3)]);
  if (child.kill('SIGKILL')) reached += 1;
  await ended;
}
const last = await place.run([...args, 'stormy', '--cache-dir', 'stormy-answers'], rows);
const submitted = batches.submitted.slice(before);
const answered = batches.made.flatMap(({ results }) => results).slice(before);
const twice = answered.filter(({ result }) => result.type === 'succeeded').length - count;
console.log(`${count} rows in groups of 20, killed ${reached} times`);
console.log(`requests submitted: ${submitted.length}; paid for twice: ${twice}`);
console.log(`records equal byte for byte: ${last.stdout === plain}`);

/** Measures how many items a chain of Node streams holds, what that costs, and what restoring order costs. */
import { Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep, setImmediate as tick } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { heatMap } from '../style/heat-map.ts';
import { Measured } from '../style/measured.ts';
import { random } from '../style/random.ts';
import { countedSource, passOn, Stage } from './stages.ts';

const out = new Measured(import.meta.dirname);
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const settle = async () => {
  for (let i = 0; i < 50; i++) await tick();
};

async function aliveBehindStalledSink(stages: number, highWaterMark: number): Promise<number> {
  const { counter, stream } = countedSource(1e6, highWaterMark);
  const stalled = new Writable({ objectMode: true, highWaterMark, write() {} });
  const chain = Array.from({ length: stages }, () => passOn(highWaterMark));
  [...chain, stalled].reduce<Readable | Transform | Writable>((from, to) => (from as Readable).pipe(to), stream);
  await settle();
  for (const part of [stream, ...chain, stalled]) part.destroy();
  return counter.pulled;
}

async function pulledUnread(total: number, patient: boolean): Promise<number> {
  const { counter, stream } = countedSource(total, 1);
  const stage = new Stage(4, patient, async (item) => item);
  stream.pipe(stage);
  for (let i = 0; i < 5 && counter.pulled < total; i++) await sleep(100 + total / 100);
  stream.destroy();
  stage.destroy();
  return counter.pulled;
}

async function itemsPerCpuSecond(stages: number, highWaterMark: number, total: number): Promise<number> {
  const { stream } = countedSource(total, highWaterMark);
  const sink = new Writable({
    objectMode: true,
    highWaterMark,
    write: (_item, _encoding, done) => done(),
  });
  const before = process.cpuUsage();
  await pipeline([stream, ...Array.from({ length: stages }, () => passOn(highWaterMark)), sink]);
  const { user, system } = process.cpuUsage(before);
  return total / ((user + system) / 1e6);
}

/** Megabytes of buffers alive after every `every` items that a slow sink has taken. */
async function memoryOverTime(patient: boolean, total: number, every: number): Promise<number[]> {
  const { stream } = countedSource(total, 1, () => Buffer.alloc(50_000, 1));
  const series: number[] = [];
  let taken = 0;
  const sink = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write: (_item, _encoding, done) => {
      if (taken++ % every === 0) {
        collectGarbage();
        series.push(process.memoryUsage().arrayBuffers / 1e6);
      }
      setTimeout(done, 1);
    },
  });
  await pipeline(stream, new Stage(4, patient, async (item) => item), sink);
  return series;
}

/** Milliseconds to put `total` items through three stages of eight slots. */
async function timeOrdered(share: number, each: boolean, total = 240): Promise<number> {
  const next = random(7);
  const work = async (item: unknown) => {
    await sleep(next() < share ? 60 : 4);
    return item;
  };
  const inOrder = async function* (items: AsyncIterable<unknown>) {
    const held: Promise<unknown>[] = [];
    for await (const item of items) {
      held.push(work(item));
      if (held.length >= 8) yield await held.shift();
    }
    for (const item of held) yield await item;
  };
  const started = performance.now();
  const source = Readable.from(
    Array.from({ length: total }, (_, i) => i),
    { highWaterMark: 1 },
  );
  const sink = new Writable({
    objectMode: true,
    highWaterMark: 1,
    write: (_item, _encoding, done) => done(),
  });
  if (each) await pipeline(source, inOrder, inOrder, inOrder, sink);
  else await pipeline(source, new Stage(8, true, work), new Stage(8, true, work), new Stage(8, true, work), sink);
  return performance.now() - started;
}

/** How full each buffer of a five-stage chain is over time, while the sink stops and starts again. */
async function occupancy(highWaterMark: number, moments: number): Promise<number[][]> {
  const { stream } = countedSource(1e6, highWaterMark);
  const chain = Array.from({ length: 5 }, () => new Stage(2, true, (item) => tick().then(() => item)));
  let now = 0;
  const stalled = () => (now > moments * 0.3 && now < moments * 0.55) || (now > moments * 0.7 && now < moments * 0.78);
  const sink = new Writable({
    objectMode: true,
    highWaterMark,
    write: (_item, _encoding, done) => {
      const proceed = () => (stalled() ? setImmediate(proceed) : done());
      setImmediate(proceed);
    },
  });
  const wide = chain.flatMap((stage) => [stage, passOn(highWaterMark)]);
  [...wide, sink].reduce<Readable | Transform | Writable>((from, to) => (from as Readable).pipe(to), stream);
  const rows: number[][] = [];
  for (; now < moments; now++) {
    await tick();
    const held = wide.filter((_, i) => i % 2 === 1).flatMap((s) => [s.writableLength, s.readableLength]);
    rows.push(held.map((length) => length / highWaterMark));
  }
  for (const part of [stream, ...wide, sink]) part.destroy();
  return rows;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const marks = [1, 2, 4, 8, 16, 32, 64];
const alive: number[][] = [];
for (const mark of marks) {
  const row = [mark];
  for (const stages of [1, 3, 5]) row.push(await aliveBehindStalledSink(stages, mark));
  alive.push(row);
}
out.table('alive', ['mark', 'one', 'three', 'five'], alive);
out.value('points', alive.length * 3);
out.value('alive5at16', alive[4]![3]!);
out.value('alive5at1', alive[0]![3]!);
out.value('alive1at16', alive[4]![1]!);
out.value('alive5at64', alive[6]![3]!);
out.value('slope5', ((alive[6]![3]! - alive[0]![3]!) / 63).toFixed(2));
out.value('slope3', ((alive[6]![2]! - alive[0]![2]!) / 63).toFixed(2));
out.value('slope1', ((alive[6]![1]! - alive[0]![1]!) / 63).toFixed(2));

for (const total of [100, 1000, 10_000, 100_000]) {
  out.value(`eager${total}`, (await pulledUnread(total, false)).toLocaleString('en'));
  out.value(`patient${total}`, (await pulledUnread(total, true)).toLocaleString('en'));
}

const rates: number[][] = [];
await itemsPerCpuSecond(5, 16, 50_000);
for (const mark of marks) {
  const runs: number[] = [];
  for (let i = 0; i < 5; i++) runs.push(await itemsPerCpuSecond(5, mark, 60_000));
  rates.push([mark, Math.round(median(runs) / 100) / 10]);
}
out.table('throughput', ['mark', 'kitems'], rates);
out.value('throughputLoss', Math.max(0, 100 * (1 - rates[0]![1]! / rates[4]![1]!)).toFixed(0));
out.value('rate1', rates[0]![1]!.toFixed(0));
out.value('rate16', rates[4]![1]!.toFixed(0));
out.value('microsPerItem', (1000 / rates[0]![1]!).toFixed(1));

const eager = await memoryOverTime(false, 1600, 20);
const patient = await memoryOverTime(true, 1600, 20);
out.table(
  'memory',
  ['taken', 'eager', 'patient'],
  eager.map((mb, i) => [i * 20, mb.toFixed(2), patient[i]!.toFixed(2)]),
);
out.value('eagerPeak', Math.max(...eager).toFixed(1));
out.value('patientPeak', Math.max(...patient).toFixed(1));

const orders: (number | string)[][] = [];
for (const percent of [0, 5, 10, 15, 20, 30]) {
  const each = await timeOrdered(percent / 100, true);
  const once = await timeOrdered(percent / 100, false);
  orders.push([percent, (each / 1000).toFixed(3), (once / 1000).toFixed(3)]);
  if (percent === 10) {
    out.value('orderRatio', (each / once).toFixed(1));
    out.value('orderEach', (each / 1000).toFixed(2));
    out.value('orderOnce', (once / 1000).toFixed(2));
  }
}
out.table('order', ['slow', 'each', 'once'], orders);

const columns = await occupancy(16, 300);
out.value('moments', columns.length);
await heatMap(`${import.meta.dirname}/data/occupancy.png`, columns, {
  cellWidth: 4,
  cellHeight: 36,
});
out.write();

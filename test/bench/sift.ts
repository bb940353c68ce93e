/**
 * CPU time of the SIFT kernel and of OpenCV 4.6 (Debian's python3-opencv, one thread), turn about in one run.
 * `node test/bench/sift.ts [SCALE 2.5] [ROUNDS 5]` draws the pictures at that scale and prints the rows of RESULTS.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import { openSift } from '../../src/figures/sift/sift.ts';

interface Timed {
  readonly count: number;
  readonly cpuMs: number;
}

const here = import.meta.dirname;
const [scale = '2.5', rounds = '5'] = process.argv.slice(2);

/** Starts OpenCV; the function sends one task and waits for its answer. */
function openPeer() {
  const child = spawn('/usr/bin/python3', [path.join(here, 'sift_opencv.py'), 'serve'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(task: object): Promise<Timed> {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const { count, cpu_ms } = JSON.parse((await lines.next()).value ?? '{}');
      return { count, cpuMs: cpu_ms };
    },
    [Symbol.dispose]: () => child.stdin.end(),
  };
}

function timed(work: () => number): Timed {
  const before = process.cpuUsage();
  const count = work();
  const { user, system } = process.cpuUsage(before);
  return { count, cpuMs: (user + system) / 1000 };
}

/** Runs both sides in turn, after one turn each to warm up, and keeps each side's median. */
async function compare(name: string, ours: () => number, theirs: () => Promise<Timed>): Promise<[number, number]> {
  const mine: Timed[] = [];
  const peers: Timed[] = [];
  for (let round = 0; round <= Number(rounds); round++) {
    mine.push(timed(ours));
    peers.push(await theirs());
  }
  const median = (runs: Timed[]) => runs.slice(1).toSorted((a, b) => a.cpuMs - b.cpuMs)[Number(rounds) >> 1]!;
  const [a, b] = [median(mine), median(peers)];
  const cells = [name, a.count, b.count, a.cpuMs.toFixed(0), b.cpuMs.toFixed(0), (a.cpuMs / b.cpuMs).toFixed(2)];
  console.log(`| ${cells.join(' | ')} |`);
  return [a.cpuMs, b.cpuMs];
}

const folder = await mkdtemp(path.join(tmpdir(), 'sift-bench-'));
const draw = spawn(process.execPath, [path.join(here, 'sift-pictures.ts'), folder, scale], { stdio: 'inherit' });
await once(draw, 'exit');
{
  using sift = openSift();
  using peer = openPeer();
  const descriptors = new Map<string, Uint8Array>();
  const totals = [0, 0];
  console.log('| picture | keypoints | OpenCV | CPU ms | OpenCV | ratio |\n|---|---|---|---|---|---|');
  for (const file of (await readdir(folder)).toSorted()) {
    const picture = path.join(folder, file);
    const { data, info } = await sharp(picture).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    const ours = () => {
      const found = sift.detect(data, info.width, info.height, { upsample: true });
      descriptors.set(file, found.descriptors);
      return found.count;
    };
    const name = `${path.parse(file).name} ${info.width} × ${info.height}`;
    const [mine, peers] = await compare(name, ours, () => peer.ask({ detect: picture }));
    totals[0]! += mine;
    totals[1]! += peers;
  }
  console.log(
    `| all | | | ${totals[0]!.toFixed(0)} | ${totals[1]!.toFixed(0)} | ${(totals[0]! / totals[1]!).toFixed(2)} |`,
  );
  for (const file of ['panels.png', 'scatter.png', 'heatmap.png', 'poster.png']) {
    const [query, train] = [descriptors.get(file)!, descriptors.get('poster.png')!];
    const match = [file, 'poster.png'].map((name) => path.join(folder, name));
    const ours = () => sift.nearestTwo(query, train).first.length;
    await compare(`2-NN ${query.length / 128} in ${train.length / 128}`, ours, () => peer.ask({ match }));
  }
}
await rm(folder, { recursive: true });

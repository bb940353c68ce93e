/**
 * What an export costs: seconds of CPU a gigabyte and the most memory, by format. Run with
 * `node test/bench/export.ts [MEGABYTES]` (2,000 by default); the memory must not grow with the size.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { arbitraryExample } from '../helpers/arbitrary-example.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const megabytes = Number(process.argv[2] ?? 2000);
const bench = mkdtempSync(join(tmpdir(), 'poster-stream-bench-'));
const stores = { whole: join(bench, 'whole'), tenth: join(bench, 'tenth') };

/** Papers of some 60 kB, no two alike, so that nothing compresses to a repetition. */
function fillStore(dir: string, bytes: number): void {
  mkdirSync(join(dir, 'training_data'), { recursive: true });
  const words = fc.sample(fc.stringMatching(/^[a-z]{2,11}$/), { seed: 1, numRuns: 5000 });
  const [example] = fc.sample(arbitraryExample, { seed: 2, numRuns: 1 });
  let state = 1;
  const word = () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return words[(state >>> 8) % words.length];
  };
  for (let written = 0, n = 0; written < bytes; n += 1) {
    const paragraphs = Array.from({ length: 60 }, () => Array.from({ length: 130 }, word).join(' '));
    const paper = paragraphs.map((text, i) => (i % 6 === 0 ? `## Section ${i}\n\n${text}` : text)).join('\n\n');
    const json = JSON.stringify({ ...example, paper_id: `p${n}`, paper_markdown: paper });
    writeFileSync(join(dir, 'training_data', `p${n}.json`), json);
    written += json.length;
  }
}

/** Seconds of user and system time and the peak of resident memory in MB, by GNU time. */
function measure(args: readonly string[]) {
  // The program itself, as users start it: its first line says how Node is to use memory.
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', CLI, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0) throw new Error(stderr);
  return { cpu: user + system, memory: kilobytes / 1024 };
}

try {
  fillStore(stores.whole, megabytes * 1e6);
  // Counting tokens takes ten times as long as all the rest.
  fillStore(stores.tenth, megabytes * 1e5);
  for (const [name, store, options] of [
    ['alpaca jsonl', 'whole', []],
    ['alpaca parquet', 'whole', ['--export-format', 'parquet']],
    ['messages parquet', 'whole', ['--format', 'messages', '--export-format', 'parquet']],
    ['raw parquet', 'tenth', ['--format', 'raw', '--export-format', 'parquet']],
    ['cut to 8,000 tokens', 'tenth', ['--max-input-tokens', '8000', '--truncate', 'sections']],
  ] as const) {
    const file = join(bench, 'export');
    const { cpu, memory } = measure(['export', stores[store], '--quiet', '-o', file, ...options]);
    const gigabytes = megabytes / (store === 'whole' ? 1000 : 10_000);
    const [rate, peak, size] = [cpu / gigabytes, memory, statSync(file).size / 1e6].map((value) => value.toFixed(0));
    console.log(`${name.padEnd(20)} ${gigabytes} GB: ${rate} s CPU/GB, ${peak} MB of memory, ${size} MB written`);
  }
} finally {
  rmSync(bench, { recursive: true });
}

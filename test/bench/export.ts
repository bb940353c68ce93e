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
import { arbitraryExample } from '../dataset/arbitrary-example.ts';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const megabytes = Number(process.argv[2] ?? 2000);
const dir = mkdtempSync(join(tmpdir(), 'poster-stream-bench-'));

/** Papers of some 60 kB, no two alike, so that nothing compresses to a repetition. */
function fillStore(bytes: number): void {
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
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', process.execPath, CLI, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  if (status !== 0) throw new Error(stderr);
  return { cpu: user + system, memory: kilobytes / 1024 };
}

try {
  fillStore(megabytes * 1e6);
  for (const [name, options] of [
    ['alpaca jsonl', []],
    ['alpaca parquet', ['--export-format', 'parquet']],
    ['messages parquet', ['--format', 'messages', '--export-format', 'parquet']],
    ['raw parquet', ['--format', 'raw', '--export-format', 'parquet']],
    ['cut to 8,000 tokens', ['--max-input-tokens', '8000', '--truncate', 'sections']],
  ] as const) {
    const file = join(dir, 'export');
    const { cpu, memory } = measure(['export', dir, '--quiet', '-o', file, ...options]);
    const size = statSync(file).size / 1e6;
    console.log(
      `${name.padEnd(20)} ${(cpu / (megabytes / 1000)).toFixed(1)} s CPU/GB  ${memory.toFixed(0)} MB  ${size.toFixed(0)} MB written`,
    );
  }
} finally {
  rmSync(dir, { recursive: true });
}

/**
 * How many posters of a file are print-ready, and why the others are not.
 *
 *     node test/bench/print-ready.ts TRANSCRIPTIONS.jsonl DATA_DIR
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BINARY = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const [file = '', dataDir = '.'] = process.argv.slice(2);

interface Told {
  readonly paper_id: string;
  readonly print_ready: boolean;
  readonly gates: Readonly<Record<string, { readonly problems: readonly string[] }>>;
}

const { stdout } = spawnSync(BINARY, ['render', file, '--data-dir', dataDir, '--json'], {
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
});
const told = stdout
  .trim()
  .split('\n')
  .map((line): Told => JSON.parse(line));
const ready = told.filter(({ print_ready }) => print_ready);
console.log(
  `${ready.length} of ${told.length} posters are print-ready (${((100 * ready.length) / told.length).toFixed(1)} %)`,
);
for (const { paper_id, gates, print_ready } of told) {
  if (print_ready) continue;
  const problems = Object.entries(gates).flatMap(([name, gate]) =>
    gate.problems.map((problem) => `${name}: ${problem}`),
  );
  console.log(`  ${paper_id}: ${problems.slice(0, 3).join('; ')}`);
}

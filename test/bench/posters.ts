/**
 * Reads posters with the local engine and writes what it finds, for scoring, and how long each took.
 * `node test/bench/posters.ts PAIRS_DIR jpg|pdf OUT_DIR [ID …]`: OUT_DIR/<id>.json as `transcribe --json` prints it; a
 * line a poster on stdout with its seconds of CPU time (user and system, all threads), and the peak memory at the end.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLocal } from '../../src/engines/local.ts';

const [pairs, kind, out, ...wanted] = process.argv.slice(2);
if (!pairs || !out || (kind !== 'jpg' && kind !== 'pdf'))
  throw new Error('usage: node test/bench/posters.ts PAIRS_DIR jpg|pdf OUT_DIR [ID …]');

await mkdir(out, { recursive: true });
const folders = (await readdir(pairs, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const ids = folders.map(({ name }) => name).filter((name) => wanted.length === 0 || wanted.includes(name));
await using engine = openLocal({ language: 'eng', posterPage: null, concurrency: 1, formulas: 'latex' });
let total = 0;
for (const id of ids.sort()) {
  const before = process.cpuUsage();
  const path = join(pairs, id, `poster.${kind}`);
  const result = await engine.transcribe({ paperId: id, path }, new AbortController().signal);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  total += seconds;
  await writeFile(join(out, `${id}.json`), `${JSON.stringify(result)}\n`);
  console.log(`${id}\t${seconds.toFixed(1)} s\tconfidence ${result.metadata.confidence}`);
}
const peak = process.resourceUsage().maxRSS / 1024;
console.log(`mean ${(total / ids.length).toFixed(1)} s of CPU time a poster, peak ${peak.toFixed(0)} MB`);

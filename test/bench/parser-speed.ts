/**
 * `node test/bench/parser-speed.ts [PAPERS [PICTURES]]`: pages per CPU second and memory of one process that parses the
 * first PAPERS (16) development papers, with PNGs when PICTURES is `pictures`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';
import { PAPERS, paperIds, SETS } from './paper-scores.ts';

const [count = '16', pictures] = process.argv.slice(2);
const perSet = await Promise.all(
  SETS.map(async (set) => (await paperIds(set)).map((id) => join(PAPERS, set, 'pdf', `${id}.pdf`))),
);
const papers = perSet.flat().slice(0, Number(count));
const folder = await mkdtemp(join(tmpdir(), 'poster-stream-speed-'));
const start = process.cpuUsage();
let pages = 0;
for (const path of papers) {
  const figuresDir = pictures === 'pictures' ? folder : null;
  const { metadata } = await parsePaper(path, { ...PARSE_OPTIONS, figuresDir, figures: figuresDir !== null });
  pages += Number(metadata.pages);
}
const { user, system } = process.cpuUsage(start);
await rm(folder, { recursive: true });
const seconds = (user + system) / 1e6;
const megabytes = process.resourceUsage().maxRSS / 1000;
console.log(`${pages} pages, ${(pages / seconds).toFixed(1)} a CPU second, at most ${megabytes.toFixed(0)} MB`);

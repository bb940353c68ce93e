/** The parser's markdown of the development papers, scored by the judges that lie beside them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';

export const PAPERS = fileURLToPath(new URL('../../../shared/paper-bench/', import.meta.url));
export const SETS = ['pmc', 'arxiv'] as const;
export type PaperSet = (typeof SETS)[number];

/** Measure → mean over the papers that have it, 0 to 1. */
export type Scores = Readonly<Record<string, number>>;

/** What is recorded and must not fall. */
export const MEASURES = {
  nid: 'NID',
  recall: 'word recall',
  order: 'order',
  paragraph_whole: 'paragraphs kept whole',
  heading_f1: 'heading F1',
  mhs: 'MHS',
  teds: 'TEDS',
  caption_block: 'caption as a block of its own',
} as const;

export const papersPresent = (): boolean => existsSync(join(PAPERS, 'score.mjs'));

export async function paperIds(set: PaperSet): Promise<string[]> {
  const files = await readdir(join(PAPERS, set, 'pdf'));
  return files.map((file) => file.replace(/\.pdf$/, '')).toSorted();
}

const EVERY = 7;
const FEW = 4;

/** Four papers of a set, spread over it: enough for a gate that runs in seconds. */
export const fewIds = async (set: PaperSet): Promise<string[]> =>
  (await paperIds(set)).filter((_, i) => i % EVERY === 0).slice(0, FEW);

/** Parses and scores the papers named. */
export async function scorePapers(set: PaperSet, ids: readonly string[]): Promise<Scores> {
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-scores-'));
  try {
    for (const id of ids) {
      const path = join(PAPERS, set, 'pdf', `${id}.pdf`);
      const { markdown_content } = await parsePaper(path, {
        ...PARSE_OPTIONS,
        docId: id,
        sourcePath: path,
        formulas: 'text',
      });
      await writeFile(join(folder, `${id}.md`), markdown_content);
    }
    return await judged(set, ids, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function judged(set: PaperSet, ids: readonly string[], folder: string): Promise<Scores> {
  const json = join(folder, 'scores.json');
  const truth = join(PAPERS, set, 'gt');
  const options = ['--suite', 'paper', '--gt', truth, '--pred', folder, '--ids', ids.join(','), '--json', json];
  await promisify(execFile)(process.execPath, [join(PAPERS, 'score.mjs'), ...options], { maxBuffer: 1e8 });
  const { mean } = z.object({ mean: z.record(z.string(), z.number()) }).parse(JSON.parse(await readFile(json, 'utf8')));
  return mean;
}

const RESULTS = fileURLToPath(new URL('./RESULTS.md', import.meta.url));
const SECTION = '## Paper parser: text';

/** The values recorded for a column of the section's table (`pmc`, `arxiv`, `eight`), by measure. */
export async function recordedScores(column: string): Promise<Scores> {
  const section = (await readFile(RESULTS, 'utf8')).split(/^(?=## )/m).find((part) => part.startsWith(SECTION)) ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const at = rows[0]?.indexOf(column) ?? -1;
  const named = Object.entries(MEASURES).flatMap(([measure, name]) => {
    const value = Number(rows.find((row) => row[1] === name)?.[at]);
    return Number.isFinite(value) && at > 0 ? [[measure, value] as const] : [];
  });
  return Object.fromEntries(named);
}

/** How far a figure may fall before it is a step back. */
const TOLERANCE = 0.01;

/** What fell under its recorded value, said in words. */
export function fallen(scores: Scores, recorded: Scores): string[] {
  return Object.entries(recorded)
    .filter(([measure, value]) => (scores[measure] ?? 0) < value - TOLERANCE)
    .map(([measure, value]) => `${measure} ${scores[measure]?.toFixed(3)}, recorded ${value}`);
}

/** The parser's formulas of the development papers, scored by the judge that lies beside them. */
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

const BENCH = fileURLToPath(new URL('../../../shared/math-bench/', import.meta.url));
const SET = join(BENCH, 'set');

export const formulasPresent = (): boolean => existsSync(join(BENCH, 'score_math.mjs'));

/** One stress text in five fonts, which would outweigh the others. */
const STRESS = /^testmath/;

/** Names of every other paper, from the first (`a`) or the second (`b`). */
export async function half(which: 'a' | 'b'): Promise<string[]> {
  const names = (await readdir(SET)).filter((file) => file.endsWith('.pdf')).map((file) => file.slice(0, -4));
  return names
    .filter((name) => !STRESS.test(name))
    .toSorted()
    .filter((_, i) => i % 2 === (which === 'a' ? 0 : 1));
}

/** Small papers in three kinds of fonts. */
export const FEW = ['aegalgo_txfonts', 'existlu_article', 'gompertz_pnas'] as const;

const Kind = z.object({
  truth: z.number(),
  pred: z.number(),
  hit: z.number(),
  phit: z.number(),
  sum: z.number(),
  exact: z.number(),
});
const Judged = z.object({ display: Kind, inline: Kind, parse: z.object({ n: z.number(), ok: z.number() }) });

/** Measure → value, 0 to 1. */
export type FormulaScores = Readonly<Record<string, number>>;

/** Parses and scores the papers named. */
export async function scoreFormulas(names: readonly string[]): Promise<FormulaScores> {
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-formulas-'));
  try {
    for (const name of names) {
      const path = join(SET, `${name}.pdf`);
      const { markdown_content } = await parsePaper(path, { ...PARSE_OPTIONS, docId: name, sourcePath: path });
      // The truth has no numbers, which the judge would take for signs of the formula.
      await writeFile(join(folder, `${name}.md`), markdown_content.replaceAll(/\\tag\{[^}]*\}/g, ''));
    }
    const judge = [join(BENCH, 'score_math.mjs'), SET, folder, '--quiet', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, judge, { maxBuffer: 1e8 });
    return measures(Judged.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function measures({ display, inline, parse }: z.infer<typeof Judged>): FormulaScores {
  const of = (name: string, kind: z.infer<typeof Kind>) => ({
    [`${name} recall`]: kind.hit / kind.truth,
    [`${name} precision`]: kind.phit / kind.pred,
    [`${name} similarity`]: kind.sum / kind.truth,
    [`${name} exact`]: kind.exact / kind.truth,
  });
  return { ...of('display', display), ...of('inline', inline), 'parsed by KaTeX': parse.ok / parse.n };
}

const RESULTS = fileURLToPath(new URL('./RESULTS.md', import.meta.url));
const SECTION = '## Formulas';

/** The values recorded for a column of the section's table, by measure. */
export async function recordedFormulas(column: string): Promise<FormulaScores> {
  const section = (await readFile(RESULTS, 'utf8')).split(/^(?=## )/m).find((part) => part.startsWith(SECTION)) ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const at = rows[0]?.indexOf(column) ?? -1;
  return Object.fromEntries(
    rows
      .slice(2)
      .flatMap((row) => (at > 0 && Number.isFinite(Number(row[at])) ? [[row[1] ?? '', Number(row[at])]] : [])),
  );
}

/** How far a figure may fall before it is a step back. */
const TOLERANCE = 0.01;

/** What fell under its recorded value, said in words. */
export const fallenFormulas = (scores: FormulaScores, recorded: FormulaScores): string[] =>
  Object.entries(recorded)
    .filter(([measure, value]) => (scores[measure] ?? 0) < value - TOLERANCE)
    .map(([measure, value]) => `${measure} ${scores[measure]?.toFixed(3)}, recorded ${value}`);

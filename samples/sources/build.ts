/**
 * Builds the sample pairs: `npm run samples` from the committed measurements, `npm run samples -- --measure` after
 * taking them anew. Needs pdflatex and poppler's tools (see samples/README.md).
 */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { Latex } from './builder/latex.ts';
import { readPair } from './builder/pair.ts';
import { rasterise } from './builder/rasterise.ts';
import { writeTrainCsv } from './builder/train-csv.ts';
import { writeTruth } from './builder/truth.ts';

const PAIRS = ['bounded-streams', 'reading-order', 'figure-in-poster', 'adaptive-concurrency'];

const sources = import.meta.dirname;
const samples = `${sources}/..`;
const scratch = `${samples}/../build/samples`;
const again = process.argv.includes('--measure');
const chosen = process.argv.slice(2).filter((name) => !name.startsWith('--'));

for (const id of PAIRS.filter((name) => chosen.length === 0 || chosen.includes(name))) {
  const room = `${sources}/${id}`;
  const target = `${samples}/pairs/${id}`;
  const work = `${scratch}/${id}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  mkdirSync(target, { recursive: true });

  if (again || !existsSync(`${room}/data/values.json`)) {
    await promisify(execFile)(process.execPath, [`${room}/measure.ts`]);
  }
  const pair = readPair(id, room);
  const latex = new Latex(room, work, `${sources}/style`, pair);
  await latex.figures();
  await latex.typeset('paper');
  await latex.typeset('poster');

  copyFileSync(`${work}/paper.pdf`, `${target}/paper.pdf`);
  if (pair.poster === 'pdf') copyFileSync(`${work}/poster.pdf`, `${target}/poster.pdf`);
  else await rasterise(`${work}/poster.pdf`, `${target}/poster.${pair.poster}`);
  await writeTruth(id, work, `${target}/truth.json`);
  process.stderr.write(`built ${id}\n`);
}
writeTrainCsv(
  `${samples}/train.csv`,
  PAIRS.filter((id) => existsSync(`${samples}/pairs/${id}/truth.json`)).map((id) => readPair(id, `${sources}/${id}`)),
);

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { configOf } from '../../../src/config/config.ts';
import { paperOptions } from '../../../src/config/parts.ts';
import { matchFigures } from '../../../src/figures/match/match-figures.ts';
import { iou, overlap, rectangleOf } from '../../../src/figures/picture/rectangle.ts';
import type { Box, FigureMatch } from '../../../src/model/schemas.ts';
import { parsePaper } from '../../../src/paper/parse-paper.ts';

const PAIRS = fileURLToPath(new URL('../../../../shared/pairs/', import.meta.url));
/** Pairs that are matched: the smallest papers of those whose posters reuse three figures and more. */
const COUNT = 2;

interface Shown {
  bbox_pct: Box;
  match: string;
  paper: string | null;
  paper_page: number | null;
}

function chooseFolders(): string[] {
  const folders = readdirSync(PAIRS)
    .map((name) => join(PAIRS, name))
    .filter((folder) => existsSync(join(folder, 'truth.json')) && wantedIn(folder).length >= 3);
  const size = (folder: string): number => statSync(join(folder, 'paper.pdf')).size;
  return folders.toSorted((a, b) => size(a) - size(b)).slice(0, COUNT);
}

function wantedIn(folder: string): Shown[] {
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  return truth.poster.figures.filter(({ match }: Shown) => match === 'same');
}

const isFound = (shown: Shown, { poster_figure, paper_figure }: FigureMatch): boolean => {
  const [truth, found] = [rectangleOf(shown.bbox_pct), rectangleOf(poster_figure.bbox_pct)];
  const sameLabel = paper_figure.label?.match(/\d+/)?.[0] === shown.paper?.match(/\d+/)?.[0];
  return (
    sameLabel &&
    paper_figure.page_number === shown.paper_page &&
    overlap(truth, found) >= 0.5 &&
    iou(truth, found) >= 0.15
  );
};

test('reused figures of real pairs are found from the PDF and the picture alone', {
  skip: !existsSync(PAIRS) && 'no ../shared/pairs here',
}, async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'real-pairs-'));
  let [wanted, found] = [0, 0];
  for (const [i, folder] of chooseFolders().entries()) {
    const options = {
      ...paperOptions(configOf({})),
      docId: `${i}`,
      sourcePath: 'paper.pdf',
      figuresDir: join(scratch, `${i}`),
    };
    const { figures } = await parsePaper(join(folder, 'paper.pdf'), options);
    const matches = await matchFigures({
      posterPath: join(folder, 'poster.jpg'),
      layoutFigures: [],
      paperFigures: figures,
      method: 'located',
      featureThreshold: 0.1,
    });
    const shown = wantedIn(folder);
    wanted += shown.length;
    found += shown.filter((figure) => matches.some((match) => isFound(figure, match))).length;
  }
  await rm(scratch, { recursive: true });
  assert.ok(wanted >= 6);
  assert.ok(found / wanted >= 0.8, `${found} of ${wanted}`);
});

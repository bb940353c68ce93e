import assert from 'node:assert/strict';

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { reconcileFigures } from '../../transforms/reconcile-figures.ts';
import { grows } from '../helpers/collect.ts';
import { openSamplePass, sampleFound, sampleMatch, samplePaper, sampleTranscription } from '../helpers/sample.ts';

/** The sample whose paper has the figure that was found; its layout does not say whose figures it shows. */
function foundOne() {
  const match = sampleMatch();
  const poster = sampleTranscription();
  const unnamed = poster.layout.figures.map((figure) => ({ ...figure, paper_figure: null }));
  const { figure_id, label, page_number, bbox_pct } = match.paper_figure;
  const figure = { figure_id, label, page_number, bbox_pct, source_doc: 'bounded-streams', caption: 'A chain' };
  const pictures = { kind: 'vector', width: 10, height: 10, file_path: null } as const;
  return sampleFound({
    poster: { ...poster, layout: { ...poster.layout, figures: unnamed } },
    found: [match],
    paper: { ...samplePaper(), figures: [{ ...figure, ...pictures }] },
  });
}

test('the markdown names the figure that was found, and the layout holds its label', async () => {
  await using pass = await openSamplePass();
  const { poster, matches } = await grows(reconcileFigures(pass), foundOne());
  assert.deepEqual(matches, [sampleMatch()]);
  assert.match(poster.markdown, /!\[[^\]]*\]\(figures\/fig_1\.png\)/);
  const labelled = poster.layout.figures.filter(({ paper_figure }) => paper_figure !== null);
  assert.deepEqual(
    labelled.map(({ id, paper_figure }) => [id, paper_figure]),
    [[sampleMatch().poster_figure.id, 'Figure 1']],
  );
});

test("a figure of the poster's own is told in words; where nothing was sought the layout stays", async () => {
  await using pass = await openSamplePass({ matchMethod: 'off' });
  const found = sampleFound();
  const markdown = `${found.poster.markdown}\n\n![A logo](figure)\n`;
  const { poster } = await grows(reconcileFigures(pass), { ...found, poster: { ...found.poster, markdown } });
  assert.match(poster.markdown, /\n\*Figure: A logo\*\n$/);
  assert.deepEqual(poster.layout, found.poster.layout);
});

test('where examples are kept, each figure of the poster is cut out under the name that the markdown uses', async () => {
  const outputDir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    await using pass = await openSamplePass({ outputDir });
    const { poster } = await grows(reconcileFigures(pass), foundOne());
    const names = await readdir(join(pass.scratch.dirFor('bounded-streams'), 'poster', 'figures'));
    const own = poster.layout.figures.slice(1).map((_, i) => `own_${i + 1}.png`);
    assert.deepEqual(names.sort(), ['fig_1.png', ...own].sort());
  } finally {
    await rm(outputDir, { recursive: true });
  }
});

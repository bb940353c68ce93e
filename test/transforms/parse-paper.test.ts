import assert from 'node:assert/strict';

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PaperReader } from '../../src/engines/document-reader.ts';
import { openCheckpoints } from '../../src/store/checkpoints.ts';
import { parsePaper } from '../../transforms/parse-paper.ts';
import { tinyPdf } from '../helpers/binary.ts';
import { grows, makes } from '../helpers/collect.ts';
import { examplesOf } from '../helpers/examples.ts';
import { finishedOf, openSamplePass, samplePair } from '../helpers/sample.ts';

test("a paper is read in a worker thread: its text, and its figures into the row's directory", async () => {
  await using pass = await openSamplePass();
  const { row } = samplePair();
  const { paper } = await grows(parsePaper(pass), samplePair(pass.scratch.dirFor(row.paper_id)));
  assert.match(paper.markdown_content, /^# Backpressure Is a Promise to Wait/);
  const labels = paper.figures.map(({ label }) => label);
  for (const label of ['Figure 1', 'Figure 2', 'Figure 3']) assert.ok(labels.includes(label), `${labels}`);
  for (const { file_path: path } of paper.figures)
    assert.ok(path?.startsWith(pass.scratch.dirFor(row.paper_id)) && existsSync(path));
});

test('a file that is no PDF fails its row, and so does one that is cut off', async () => {
  await using pass = await openSamplePass();
  const dir = await pass.scratch.make('broken');
  const pair = samplePair(dir);
  const whole = await readFile(pair.paperPath);
  for (const bytes of [Buffer.from('no PDF'), whole.subarray(0, whole.length * 0.7)]) {
    await writeFile(join(dir, 'paper.pdf'), bytes);
    await assert.rejects(grows(parsePaper(pass), { ...pair, paperPath: join(dir, 'paper.pdf') }), /^Error: unreadable/);
  }
});

test('once the budget is used up no paper is read for nothing, and finished pairs pass', async () => {
  await using pass = await openSamplePass();
  pass.intake.exhaust();
  await assert.rejects(grows(parsePaper(pass), samplePair()), /^Error: over-budget/);
  const [example] = examplesOf(1);
  assert.ok(example);
  assert.deepEqual(await makes(parsePaper(pass), finishedOf(example)), finishedOf(example));
});

test('a checkpoint spares the reading until the file, its time or an option changes, or a figure is gone', async () => {
  await using pass = await openSamplePass();
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    let read = 0;
    const { papers } = pass;
    const counting: PaperReader = {
      ...papers,
      readPaper(document, signal) {
        read += 1;
        return papers.readPaper(document, signal);
      },
    };
    const paperPath = join(dir, 'paper.pdf');
    await writeFile(paperPath, tinyPdf('One'));
    const parse = async (config = pass.config) => {
      const kept = {
        dirFor: (id: string) => join(dir, id),
        kept: ['paper'],
        open: ['paper'],
        runId: 'r',
        onKept: () => {},
      } as const;
      const checkpoints = openCheckpoints({ ...kept, config });
      const { paper } = await grows(parsePaper({ ...pass, config, papers: counting, checkpoints }), {
        ...samplePair(dir),
        paperPath,
      });
      return paper.markdown_content.trim();
    };
    assert.deepEqual([await parse(), await parse(), read], ['One', 'One', 1]);
    await writeFile(paperPath, tinyPdf('Two'));
    await utimes(paperPath, 1, 1);
    assert.deepEqual([await parse(), read], ['Two', 2]);
    await utimes(paperPath, 2, 2);
    assert.deepEqual([await parse(), read], ['Two', 3]);
    await parse({ ...pass.config, dpi: 90 });
    assert.equal(read, 4);
  } finally {
    await rm(dir, { recursive: true });
  }
});

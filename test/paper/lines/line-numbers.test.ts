import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parsePaper } from '../../../src/paper/parse-paper.ts';
import { type MiniText, miniPdf } from '../../helpers/mini-pdf.ts';
import { PARSE_OPTIONS } from '../../helpers/parse-options.ts';

const WORDS = 'running text of a review copy that goes on from line to line';
const LINES = 30;
const baseline = (line: number) => 100 + 20 * line;
const text = Array.from({ length: LINES }, (_, i): MiniText => ({ x: 90, y: baseline(i), text: WORDS }));

async function markdownOf(texts: readonly MiniText[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'line-numbers-'));
  try {
    const path = join(folder, 'paper.pdf');
    await writeFile(path, miniPdf([{ texts }]));
    return (await parsePaper(path, PARSE_OPTIONS)).markdown_content;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const numbered = (x: number, step: number) =>
  text.flatMap(({ y }, i): MiniText[] => (i % step === 0 ? [{ x, y, text: String(100 + i), size: 7 }] : []));

test('the line numbers of a review copy are removed, in the left margin and in the right one', async () => {
  for (const x of [72, 560]) {
    const markdown = await markdownOf([...text, ...numbered(x, 1)]);
    assert.doesNotMatch(markdown, /\d/);
    assert.equal(markdown.match(/review copy/g)?.length, LINES);
  }
});

test('numbers inside the text, and numbers in the margin that do not count, stay', async () => {
  const inside = text.map(({ y }, i): MiniText => ({ x: 560, y, text: String(200 + i) }));
  const longer = text.map((line): MiniText => ({ ...line, x: 90, text: `${WORDS} ${WORDS} ${WORDS}` }));
  assert.match(await markdownOf([...longer, ...inside]), /21\d/);
  const labels = text.map(({ y }, i): MiniText => ({ x: 60, y, text: String(1000 - 37 * i) }));
  assert.match(await markdownOf([...text, ...labels]), /963/);
});

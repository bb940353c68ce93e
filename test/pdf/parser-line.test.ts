import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { OperatorChunk } from '../../src/pdf/operator-chunk.ts';
import { openParserLine } from '../../src/pdf/parser-line.ts';
import { tinyPdf } from '../fixtures/tiny-pdf.ts';
import { miniPdf } from '../helpers/mini-pdf.ts';

test('a page’s operators go to the reader, and none are kept', async () => {
  using line = openParserLine();
  const pdf = miniPdf([{ texts: [{ x: 72, y: 100, text: 'Hello' }], rules: [[72, 300, 200]] }]);
  const task = getDocument({ worker: line.worker, data: new Uint8Array(pdf) });
  const page = await (await task.promise).getPage(1);
  const seen: number[] = [];
  const list = await line.reading(
    ({ fnArray }) => seen.push(...Array.from(fnArray)) > 0,
    () => page.getOperatorList(),
  );
  await task.destroy();
  assert.ok(seen.includes(OPS.showText) && seen.includes(OPS.constructPath));
  assert.deepEqual(list.fnArray, []);
});

test('a reader that has enough ends the page soon, and the line goes on', async () => {
  using line = openParserLine();
  const strokes = tinyPdf([{ content: '1 1 m 9 9 l S\n'.repeat(200_000) }, { content: '' }]);
  const task = getDocument({ worker: line.worker, data: new Uint8Array(strokes) });
  const document = await task.promise;
  const [first, second] = [await document.getPage(1), await document.getPage(2)];
  let seen = 0;
  const read = ({ fnArray }: OperatorChunk) => {
    seen += fnArray.length;
    return seen < 5000;
  };
  await line.reading(read, () => first.getOperatorList());
  assert.equal(seen, 5000);
  await line.reading(
    () => true,
    () => second.getOperatorList(),
  );
  await document.cleanup();
  await task.destroy();
});

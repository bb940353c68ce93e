import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { openParserLine } from '../../src/pdf/parser-line.ts';
import { miniPdf } from '../helpers/mini-pdf.ts';

test('a page’s operators go to the reader, and none are kept', async () => {
  using line = openParserLine();
  const pdf = miniPdf([{ texts: [{ x: 72, y: 100, text: 'Hello' }], rules: [[72, 300, 200]] }]);
  const task = getDocument({ worker: line.worker, data: new Uint8Array(pdf) });
  const page = await (await task.promise).getPage(1);
  const seen: number[] = [];
  const list = await line.reading(
    ({ fnArray }) => seen.push(...Array.from(fnArray)),
    () => page.getOperatorList(),
  );
  await task.destroy();
  assert.ok(seen.includes(OPS.showText) && seen.includes(OPS.constructPath));
  assert.deepEqual(list.fnArray, []);
});

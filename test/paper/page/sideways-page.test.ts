import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePaper } from '../../../src/paper/parse-paper.ts';
import { tinyPdf } from '../../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../../helpers/parse-options.ts';
import { pdfFile } from '../../helpers/pdf-file.ts';

const CAPTION = 'Table 1: What was counted on each of the days.';
const ROWS = [
  ['Day', 'Counted', 'Share'],
  ['first', '120', '0.4'],
  ['second', '90', '0.3'],
  ['third', '90', '0.3'],
];

/** Text that reads upwards; `along` from the page's bottom, `down` from its left edge, in points. */
const upwards = (along: number, down: number, text: string): string =>
  `BT /F1 10 Tf 0 1 -1 0 ${down} ${along} Tm (${text}) Tj ET\n`;
const rule = (down: number): string => `${down} 100 m ${down} 420 l S\n`;

test('a table printed sideways is read, with its caption and its place on the page as printed', async () => {
  const cells = ROWS.flatMap((row, i) => row.map((text, column) => upwards(100 + 130 * column, 140 + 14 * i, text)));
  const content = upwards(100, 110, CAPTION) + rule(128) + rule(144) + rule(188) + cells.join('');
  await using file = await pdfFile(tinyPdf([{ content }]));
  const { tables, markdown_content } = await parsePaper(file.path, PARSE_OPTIONS);
  assert.match(markdown_content, /Table 1: What was counted on each of the days\.\n\n\| Day \| Counted \| Share \|/);
  const [x = 0, y = 0, width = 0, height = 0] = tables[0]?.bbox_pct ?? [];
  assert.ok(height > width, 'it is higher than wide on the page as printed');
  const at = (percent: number, points: number) => Math.abs((percent / 100) * points);
  assert.ok(at(x, 612) > 120 && at(x + width, 612) < 200, `${x} ${width}`);
  assert.ok(at(y, 792) > 350 && at(y + height, 792) < 700, `${y} ${height}`);
});

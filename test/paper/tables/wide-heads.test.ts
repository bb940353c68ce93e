import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { tableContent } from '../../../src/paper/tables/table-content.ts';
import { tableMarkdown } from '../../../src/paper/tables/table-markdown.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const rule = (y: number, x0 = 50, x1 = 350) => ({ x0, x1, y0: y, y1: y + 0.5 });
const bar = (x: number, y0: number, y1: number) => ({ x0: x, x1: x + 0.5, y0, y1 });

const markdown = (
  lines: readonly TextLine[],
  rules: ReturnType<typeof rule>[],
  bars: ReturnType<typeof bar>[] = [],
) => {
  const content = tableContent(lines, { rules, bars });
  return content && tableMarkdown(content);
};

const row = (baseline: number, cells: readonly string[]) =>
  cells.map((text, i) => textLineAt(50 + 100 * i, baseline, text));

test('bars divide columns although the words on either side all but touch', () => {
  const line = (baseline: number, text: string) => {
    const at = text.indexOf(' ') + 1;
    return textLineAt(50, baseline, text, { spaces: [{ at, x0: 50 + 5 * (at - 1), x1: 50 + 5 * at }] });
  };
  const lines = [line(100, 'Cost Gain'), line(114, '12.5 70.1'), line(128, '13.5 71.0')];
  assert.equal(
    markdown(lines, [], [bar(72, 90, 132)]),
    '| Cost | Gain |\n| --- | --- |\n| 12.5 | 70.1 |\n| 13.5 | 71.0 |',
  );
});

test('where a bar is left out of the head, its words span the columns that it divides below', () => {
  const lines = [
    textLineAt(190, 100, 'Both'),
    ...row(114, ['Model', 'Time', 'Cost']),
    ...row(128, ['tiny', '3', '1']),
    ...row(142, ['big', '70', '9']),
  ];
  const bars = [bar(130, 90, 146), bar(230, 104, 146)];
  const html = markdown(lines, [rule(104), rule(118), rule(132)], bars) ?? '';
  assert.match(html, /<th rowspan="2">Model<\/th><th colspan="2">Both<\/th>/);
  assert.match(html, /<tr><th>Time<\/th><th>Cost<\/th><\/tr>/);
});

test('a head centred over several columns spans them without any rule', () => {
  const lines = [
    textLineAt(177.5, 100, 'After all'),
    ...row(114, ['Model', 'Time', 'Cost']),
    ...row(134, ['tiny', '3', '1']),
    ...row(148, ['big', '70', '9']),
    ...row(162, ['vast', '99', '9']),
  ];
  assert.match(markdown(lines, [rule(90), rule(120), rule(170)]) ?? '', /<th colspan="2">After all<\/th>/);
});

test('a name over rows that leave its column blank is as high as they', () => {
  const lines = [
    ...row(100, ['Set', 'Measure', 'Value']),
    ...row(114, ['first', 'time', '3']),
    ...row(128, ['', 'cost', '1']).slice(1),
    ...row(142, ['second', 'time', '4']),
    ...row(156, ['', 'cost', '2']).slice(1),
  ];
  const html = markdown(lines, []) ?? '';
  assert.match(html, /<tr><td rowspan="2">first<\/td><td>time<\/td><td>3<\/td><\/tr>\n<tr><td>cost<\/td>/);
  assert.match(html, /<td rowspan="2">second<\/td>/);
});

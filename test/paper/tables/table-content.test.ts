import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableContent } from '../../../src/paper/tables/table-content.ts';
import { tableMarkdown } from '../../../src/paper/tables/table-markdown.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const COLUMNS = [50, 150, 250];
const row = (baseline: number, cells: readonly string[]) =>
  cells.flatMap((text, i) => (text === '' ? [] : [textLineAt(COLUMNS[i] ?? 0, baseline, text)]));
const rule = (y: number) => ({ x0: 50, x1: 320, y0: y, y1: y + 0.5 });

const markdown = (lines: ReturnType<typeof row>, rules: ReturnType<typeof rule>[] = []) => {
  const content = tableContent(lines, { rules, bars: [] });
  return content && tableMarkdown(content);
};

test('rows and columns of an unruled table become a pipe table', () => {
  const lines = [
    ...row(100, ['Model', 'Size', 'Score']),
    ...row(114, ['tiny', '3', '0.71']),
    ...row(128, ['big', '70', '0.93']),
  ];
  assert.equal(
    markdown(lines),
    '| Model | Size | Score |\n| --- | --- | --- |\n| tiny | 3 | 0.71 |\n| big | 70 | 0.93 |',
  );
});

test('a cell that holds nothing stays in its column', () => {
  const lines = [
    ...row(100, ['Model', 'Size', 'Score']),
    ...row(114, ['tiny', '', '0.71']),
    ...row(128, ['big', '70', '']),
  ];
  assert.match(markdown(lines) ?? '', /\| tiny \| {2}\| 0\.71 \|\n\| big \| 70 \| {2}\|$/);
});

test('words that go on in the next line belong to the cell above', () => {
  const lines = [
    ...row(100, ['Model', 'Size', 'Score']),
    ...row(114, ['tiny', '3', 'good and']),
    ...row(124, ['', '', 'steady']),
    ...row(140, ['big', '70', 'better']),
  ];
  assert.match(markdown(lines, [rule(90), rule(104), rule(146)]) ?? '', /\| tiny \| 3 \| good and steady \|/);
});

test('a head over several columns spans them in HTML', () => {
  const over = textLineAt(150, 100, 'measured on both machines', { x1: 310 });
  const lines = [
    over,
    ...row(114, ['Model', 'Size', 'Score']),
    ...row(130, ['tiny', '3', '0.71']),
    ...row(146, ['big', '70', '0.9']),
  ];
  const html = markdown(lines, [rule(88), rule(118), rule(150)]) ?? '';
  assert.match(html, /<th colspan="2">measured on both machines<\/th>/);
  assert.match(html, /<tr><td>tiny<\/td><td>3<\/td><td>0\.71<\/td><\/tr>/);
});

test('a single column is no table', () => {
  assert.equal(markdown([...row(100, ['one']), ...row(114, ['two']), ...row(128, ['three'])]), null);
});

test('what a cell prints never becomes structure', () => {
  const lines = [...row(100, ['a|b', 'c', 'd']), ...row(114, ['1', '2', '3'])];
  assert.match(markdown(lines) ?? '', /^\| a\\\|b \| c \| d \|/);
});

test('a head spans the columns that the rule under it reaches over', () => {
  const lines = [
    ...row(100, ['', '', '']),
    textLineAt(190, 100, 'Both'),
    ...row(114, ['Model', 'Time', 'Cost']),
    ...row(134, ['tiny', '3', '1']),
    ...row(148, ['big', '70', '9']),
    ...row(162, ['vast', '99', '9']),
  ];
  const partial = { ...rule(104), x0: 145 };
  const html = markdown(lines, [rule(90), partial, rule(120), rule(170)]) ?? '';
  assert.match(html, /<th rowspan="2">Model<\/th><th colspan="2">Both<\/th>/);
  assert.match(html, /<tr><th>Time<\/th><th>Cost<\/th><\/tr>/);
});

test('lines set close are one row where white between rows tells and few of them are whole', () => {
  const lines = [
    ...row(100, ['Model', 'Note', 'Score']),
    ...row(120, ['tiny', 'a model that', 'good']),
    ...row(130, ['', 'fits', '']),
    ...row(140, ['', 'a laptop', '']),
    ...row(150, ['', 'and more', '']),
    ...row(170, ['big', 'does not', 'better']),
    ...row(180, ['', 'fit there', '']),
    ...row(190, ['', 'at all', '']),
  ];
  assert.equal(
    markdown(lines, [rule(90), rule(106), rule(200)]),
    [
      '| Model | Note | Score |',
      '| --- | --- | --- |',
      '| tiny | a model that fits a laptop and more | good |',
      '| big | does not fit there at all | better |',
    ].join('\n'),
  );
});

test('a cell as high as two rows, its words between them, spans both', () => {
  const group = (baseline: number, name: string) => [
    textLineAt(150, baseline, 'before'),
    textLineAt(250, baseline, '0.1'),
    textLineAt(50, baseline + 7, name),
    textLineAt(150, baseline + 14, 'after'),
    textLineAt(250, baseline + 14, '0.2'),
  ];
  const lines = [...row(100, ['Group', 'Time', 'Score']), ...group(120, 'tiny'), ...group(150, 'big')];
  assert.equal(
    markdown(lines, [rule(90), rule(106), rule(172)]),
    [
      '<table>',
      '<tr><th>Group</th><th>Time</th><th>Score</th></tr>',
      '<tr><td rowspan="2">tiny</td><td>before</td><td>0.1</td></tr>',
      '<tr><td>after</td><td>0.2</td></tr>',
      '<tr><td rowspan="2">big</td><td>before</td><td>0.1</td></tr>',
      '<tr><td>after</td><td>0.2</td></tr>',
      '</table>',
    ].join('\n'),
  );
});

test('wrapped words set half-way down their row are no tall cells', () => {
  const lines = [
    ...row(100, ['Group', 'Time', 'Score']),
    textLineAt(150, 120, 'the first'),
    textLineAt(50, 127, 'tiny'),
    textLineAt(250, 127, '0.1'),
    textLineAt(150, 134, 'of them'),
    ...row(154, ['big', 'second', '0.2']),
  ];
  assert.doesNotMatch(markdown(lines, [rule(90), rule(106), rule(160)]) ?? '', /rowspan/);
});

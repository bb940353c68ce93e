import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { findTable } from '../../../src/paper/tables/find-tables.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const COLUMN = { x0: 50, x1: 290 };
const rule = (y: number, x0 = 60, x1 = 260) => ({ x0, x1, y0: y, y1: y + 0.5 });
const captionAt = (y: number, x0 = 60) => ({ x0, x1: x0 + 150, y0: y - 7, y1: y + 2 });

const row = (baseline: number, cells: readonly string[], x = 65) =>
  cells.map((text, i) => textLineAt(x + 80 * i, baseline, text, { size: 9 }));

const prose = (baseline: number) =>
  textLineAt(50, baseline, 'the running text of this column fills all of its width', { x1: 290 });

interface Page {
  readonly lines: readonly TextLine[];
  readonly rules?: readonly ReturnType<typeof rule>[];
  readonly captions?: readonly ReturnType<typeof captionAt>[];
}

const PAGE = {
  number: 1,
  width: 600,
  height: 800,
  turn: 0 as const,
  lines: [],
  rules: [],
  bars: [],
  pictures: [],
  imageShare: 0,
  displays: [],
  recognised: false,
};

function found(caption: ReturnType<typeof captionAt>, { lines, rules = [], captions = [] }: Page) {
  const page = { ...PAGE, lines, rules };
  const table = findTable(caption, { page, lines, captions, bodySize: 10, columnWidth: 240 }, COLUMN);
  return table?.lines.map((line) => line.text);
}

test('a head above the topmost rule belongs to the table over its caption', () => {
  const lines = [prose(180), ...row(200, ['Model', 'Score']), ...row(214, ['tiny', '3']), ...row(228, ['big', '7'])];
  const texts = found(captionAt(250), { lines, rules: [rule(204), rule(234)] });
  assert.deepEqual(texts?.toSorted(), ['3', '7', 'Model', 'Score', 'big', 'tiny']);
});

test('rules of another table beyond the text between them do not count', () => {
  const lines = [
    ...[100, 112, 124].map(prose),
    textLineAt(50, 136, 'as Table 3 shows.'),
    ...row(160, ['Model', 'Score']),
    ...row(174, ['tiny', '3']),
    ...row(188, ['big', '7']),
  ];
  const texts = found(captionAt(210), { lines, rules: [rule(60, 50, 500), rule(148), rule(164), rule(194)] });
  assert.equal(texts?.includes('as Table 3 shows.'), false);
  assert.equal(texts?.length, 6);
});

test('notes under a table are no rows of it', () => {
  const note = textLineAt(65, 242, 'Note: the scores are means of ten runs.', { size: 9 });
  const lines = [...row(200, ['Model', 'Score']), ...row(214, ['tiny', '3']), ...row(228, ['big', '7']), note];
  assert.equal(found(captionAt(186), { lines })?.includes(note.text), false);
});

test('tables side by side keep to their captions', () => {
  const lines = [200, 214, 228].flatMap((y) => [...row(y, ['left', '1'], 65), ...row(y, ['right', '2'], 330)]);
  const rules = [190, 204, 234].flatMap((y) => [rule(y), rule(y, 262, 460)]);
  const texts = found(captionAt(186), { lines, rules, captions: [captionAt(186, 330)] });
  assert.deepEqual([...new Set(texts)], ['left', '1']);
});

test('an unruled table wider than the column of its caption is taken whole', () => {
  const lines = [200, 214, 228, 242, 256].flatMap((y) => row(y, ['one', 'two', 'three', 'four', 'five']));
  assert.equal(found(captionAt(186), { lines })?.length, 25);
});

test('a narrow caption has the table to its right, a column of text beside it is none', () => {
  const caption = { x0: 50, x1: 150, y0: 193, y1: 222 };
  const rows = [200, 214, 228, 242].flatMap((y) => row(y, ['tiny', '3', '7'], 220));
  assert.equal(found(caption, { lines: rows })?.length, 12);
  const text = [200, 214, 228, 242].map((y) =>
    textLineAt(220, y, 'the running text of this column fills all of its width', { x1: 460 }),
  );
  assert.equal(found(caption, { lines: text }), undefined);
});

test('heads set sideways over a table are within its picture', () => {
  const head = { ...textLineAt(140, 195, 'Sidewalk', { angle: 90 }), x0: 145, x1: 154, y0: 150, y1: 190 };
  const lines = [200, 214, 228].flatMap((y) => row(y, ['tiny', '3']));
  const page = { ...PAGE, lines: [...lines, head] };
  const table = findTable(captionAt(250), { page, lines, captions: [], bodySize: 10, columnWidth: 240 }, COLUMN);
  assert.equal(table?.y0, 150);
});

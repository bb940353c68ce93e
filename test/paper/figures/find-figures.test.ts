import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCaptions } from '../../../src/paper/captions/find-captions.ts';
import type { PageLine } from '../../../src/paper/captions/page-line.ts';
import { textLook } from '../../../src/paper/captions/text-look.ts';
import { findFigures } from '../../../src/paper/figures/find-figures.ts';
import type { Picture } from '../../../src/paper/page/pictures.ts';

const WIDTH = 612;

function line(text: string, x0: number, baseline: number, size = 10, width = text.length * 0.5 * size): PageLine {
  const [y0, y1] = [baseline - 0.75 * size, baseline + 0.22 * size];
  const look = { bold: false, italic: false, lead: null, angle: 0, breaks: [] };
  return { x0, x1: x0 + width, y0, y1, page: 1, text, baseline, size, ...look };
}

const paragraph = (x0: number, from: number, rows: number, width = 468): PageLine[] =>
  Array.from({ length: rows }, (_, i) => line('Running text that says what it says.', x0, from + 12 * i, 10, width));

const picture = (x0: number, y0: number, x1: number, y1: number, look: Partial<Picture> = {}): Picture => ({
  ...{ x0, y0, x1, y1, raster: 0, pixelsPerPoint: 0, rulesOnly: false, parts: [] },
  ...look,
});

function figuresOf(lines: readonly PageLine[], pictures: readonly Picture[]) {
  const pages = [{ number: 1, width: WIDTH, height: 792, lines, pictures, rules: [] }];
  const look = textLook(pages);
  const figures = findFigures(pages, findCaptions(pages, look), look.bodySize);
  return figures.map(({ caption, kind, x0, y0, x1, y1 }) => ({
    label: caption.label,
    kind,
    box: [x0, y0, x1, y1].map(Math.round),
  }));
}

test('the picture above a caption is its figure, with the labels around it', () => {
  const lines = [
    ...paragraph(72, 80, 8),
    line('rate', 150, 303, 7),
    line('Figure 1: Rates.', 200, 330, 9),
    ...paragraph(72, 360, 8),
  ];
  assert.deepEqual(figuresOf(lines, [picture(100, 200, 400, 295)]), [
    { label: 'Figure 1', kind: 'vector', box: [100, 200, 400, 305] },
  ]);
});

test('running text divides a picture from a caption', () => {
  const lines = [...paragraph(72, 200, 8), line('Figure 1: Lost.', 200, 330, 9), ...paragraph(72, 360, 8)];
  assert.deepEqual(figuresOf(lines, [picture(100, 80, 400, 180)]), []);
});

test('the parts of a composite belong together, an ornament far off does not', () => {
  const lines = [line('Figure 1: Two photographs.', 200, 330, 9), ...paragraph(72, 360, 12)];
  const photographs = [picture(100, 200, 240, 300, { raster: 1 }), picture(260, 200, 400, 300, { raster: 1 })];
  assert.deepEqual(figuresOf(lines, [...photographs, picture(70, 40, 78, 48)]), [
    { label: 'Figure 1', kind: 'raster', box: [100, 200, 400, 300] },
  ]);
});

test("a panel over another is its figure's, though the caption of the figure above is nearer", () => {
  const lines = [
    ...paragraph(72, 80, 4),
    line('Figure 1: Two panels.', 200, 330, 9),
    line('Figure 2: Two more.', 200, 560, 9),
    ...paragraph(72, 590, 8),
  ];
  const panels = [picture(100, 140, 500, 220), picture(100, 226, 500, 296), picture(100, 345, 500, 425)];
  assert.deepEqual(
    figuresOf(lines, [...panels, picture(100, 431, 500, 526)]).map(({ box }) => box),
    [
      [100, 140, 500, 296],
      [100, 345, 500, 526],
    ],
  );
});

test('of captions side by side each has the picture over it', () => {
  const lines = [
    line('Figure 1: Left.', 120, 330, 9, 80),
    line('Figure 2: Right.', 380, 330, 9, 80),
    ...paragraph(72, 360, 12),
  ];
  assert.deepEqual(figuresOf(lines, [picture(100, 200, 250, 300), picture(350, 220, 500, 310)]), [
    { label: 'Figure 1', kind: 'vector', box: [100, 200, 250, 300] },
    { label: 'Figure 2', kind: 'vector', box: [350, 220, 500, 310] },
  ]);
});

test('a document that sets its figures under their captions is followed', () => {
  const lines = [
    line('Figure 1: First.', 72, 80, 9),
    line('Figure 2: Second.', 72, 230, 9),
    line('Figure 3: Third.', 72, 380, 9),
    ...paragraph(72, 540, 12),
  ];
  const boxes = figuresOf(
    lines,
    [90, 240, 390].map((y) => picture(72, y, 300, y + 120)),
  ).map(({ box }) => box[1]);
  assert.deepEqual(boxes, [90, 240, 390]);
});

test('a table without a picture is what is stacked at its caption', () => {
  const cells = [0, 1, 2].flatMap((row) => [line('queue', 100, 140 + 12 * row), line('0.5', 300, 140 + 12 * row)]);
  const lines = [line('Table 1: Waiting times.', 72, 120, 9), ...cells, ...paragraph(72, 220, 12)];
  const [table] = figuresOf(lines, []);
  assert.equal(table?.kind, 'table');
  assert.deepEqual(table.box, [100, 133, 315, 166]);
});

test('the size of an embedded picture is known in its own pixels, that of a drawing is not', () => {
  const lines = [line('Figure 1: An icon.', 200, 330, 9), ...paragraph(72, 360, 12)];
  const side = (look: Partial<Picture>) => {
    const pages = [
      { number: 1, width: WIDTH, height: 792, lines, rules: [], pictures: [picture(100, 280, 140, 300, look)] },
    ];
    const text = textLook(pages);
    return findFigures(pages, findCaptions(pages, text), text.bodySize)[0]?.embeddedSide;
  };
  assert.equal(side({ raster: 1, pixelsPerPoint: 2 }), 80);
  assert.equal(side({}), null);
});

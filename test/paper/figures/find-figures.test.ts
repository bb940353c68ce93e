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
  const look = { bold: false, italic: false, lead: null, angle: 0, breaks: [], font: 'Body' };
  return { x0, x1: x0 + width, y0, y1, page: 1, text, baseline, size, ...look };
}

const paragraph = (x0: number, from: number, rows: number, width = 468): PageLine[] =>
  Array.from({ length: rows }, (_, i) => line('Running text that says what it says.', x0, from + 12 * i, 10, width));

const picture = (x0: number, y0: number, x1: number, y1: number, look: Partial<Picture> = {}): Picture => ({
  ...{ x0, y0, x1, y1, raster: 0, pixelsPerPoint: 0, rulesOnly: false, parts: [] },
  ...look,
});

function figuresOf(lines: readonly PageLine[], pictures: readonly Picture[]) {
  return figuresOfPages([{ lines, pictures }]);
}

function figuresOfPages(content: readonly { lines: readonly PageLine[]; pictures: readonly Picture[] }[]) {
  const pages = content.map(({ lines, pictures }, i) => ({
    ...{ number: i + 1, width: WIDTH, height: 792, rules: [], pictures },
    lines: lines.map((line) => ({ ...line, page: i + 1 })),
  }));
  const look = textLook(pages);
  const figures = findFigures(pages, findCaptions(pages, look), look);
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
    return findFigures(pages, findCaptions(pages, text), text)[0]?.embeddedSide;
  };
  assert.equal(side({ raster: 1, pixelsPerPoint: 2 }), 80);
  assert.equal(side({}), null);
});

test('labels far from the frame are part of a plot, though its caption stands close under them', () => {
  const lines = [
    { ...line('rate', 78, 250, 7, 7), angle: 90, y0: 230, y1: 262 },
    line('time in seconds', 220, 313, 7),
    line('Figure 1: Rates.', 200, 322, 9),
    ...paragraph(72, 352, 8),
  ];
  const root = picture(210, 315.5, 250, 315.5, { rulesOnly: true });
  assert.deepEqual(figuresOf(lines, [picture(100, 200, 400, 295), root])[0]?.box, [78, 200, 400, 315]);
});

test('a label as large as running text belongs to a plot only where it stands close', () => {
  const lines = [line('Remark.', 150, 182), line('Figure 1: Rates.', 200, 330, 9), ...paragraph(72, 360, 8)];
  assert.deepEqual(figuresOf(lines, [picture(100, 200, 400, 295)])[0]?.box, [100, 200, 400, 295]);
});

test('plots at one place of every page are figures, a journal mark over the text is furniture', () => {
  const pages = [1, 2, 3].map((number) => ({
    lines: [line(`Figure ${number}: Rates.`, 200, 250, 9), ...paragraph(72, 280, 20), ...paragraph(72, 62, 2)],
    pictures: [picture(100, 90, 400, 230), picture(72, 20, 120, 44, { raster: 1 })],
  }));
  assert.deepEqual(
    figuresOfPages(pages).map(({ box }) => box),
    [1, 2, 3].map(() => [100, 90, 400, 230]),
  );
});

test('bars of fractions and roots are no part of the drawing over whose caption they stand', () => {
  const lines = [line('a + b', 150, 180), line('Figure 1: Rates.', 200, 330, 9), ...paragraph(72, 360, 8)];
  const bar = picture(150, 184, 172, 184.4, { rulesOnly: true });
  assert.deepEqual(figuresOf(lines, [picture(100, 200, 400, 295), bar])[0]?.box, [100, 200, 400, 295]);
});

test('a picture beside a caption that has none over it is its figure, though another caption is above', () => {
  const over = (y: number) => picture(100, y - 120, 500, y - 15);
  const lines = [
    line('Figure 1: Over it.', 72, 200, 9),
    line('Figure 2: Beside it.', 72, 330, 9),
    ...paragraph(72, 400, 5),
    line('Figure 3: Over it again.', 72, 600, 9),
    ...paragraph(72, 640, 8),
  ];
  const figures = figuresOf(lines, [over(200), picture(220, 230, 500, 360), over(600)]);
  assert.deepEqual(figures[1], { label: 'Figure 2', kind: 'vector', box: [220, 230, 500, 360] });
});

test('lettered names under panels are no part of the picture, with or without brackets', () => {
  const names = [line('a (type 1)', 110, 306, 9), line('b (type 2)', 270, 306, 9)];
  const lines = [...names, line('Figure 1: Types.', 200, 330, 9), ...paragraph(72, 360, 12)];
  assert.deepEqual(
    figuresOf(lines, [picture(100, 200, 240, 295), picture(260, 200, 400, 295)])[0]?.box,
    [100, 200, 400, 295],
  );
});

test('what stands at a caption whose picture is missing is no figure where it looks like the text around it', () => {
  const lines = [
    line('Finally we may say that', 72, 300),
    line('Figure 1: Gone.', 200, 330, 9),
    ...paragraph(72, 360, 12),
  ];
  assert.deepEqual(figuresOf(lines, []), []);
  const listing = { ...line('while queue:', 120, 310, 8), font: 'Mono' };
  assert.deepEqual(figuresOf([listing, ...lines.slice(1)], [])[0]?.box, [120, 304, 168, 312]);
});

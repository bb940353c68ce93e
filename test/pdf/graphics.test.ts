import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Matrix } from '../../src/pdf/geometry.ts';
import { GraphicsReader } from '../../src/pdf/graphics.ts';

const PAGE = { x0: 0, y0: 0, x1: 600, y1: 800 };
/** Turns user space, whose origin is the bottom left, over. */
const FLIP: Matrix = [1, 0, 0, -1, 0, 800];

type Op = [code: number, ...args: unknown[]];
function read(...ops: Op[]) {
  const reader = new GraphicsReader(FLIP, PAGE);
  for (const [code, ...args] of ops) reader.apply(code, args);
  return reader.graphics;
}

/** A rectangle as pdf.js hands it over: moveTo, three lineTo, closePath, and its bounds. */
function rectangle(paint: number, x: number, y: number, w: number, h: number): Op {
  const path = new Float32Array([0, x, y, 1, x + w, y, 1, x + w, y + h, 1, x, y + h, 4]);
  return [OPS.constructPath, paint, [path], new Float32Array([x, y, x + w, y + h])];
}

test('a filled rectangle has its box in points from the top left, and its colour', () => {
  const { drawings } = read([OPS.setFillRGBColor, '#ff0000'], rectangle(OPS.fill, 10, 20, 30, 40));
  assert.deepEqual(drawings, [
    {
      kind: 'path',
      box: { x0: 10, y0: 740, x1: 40, y1: 780 },
      fill: '#ff0000',
      stroke: null,
      pixelsPerPoint: 0,
      form: -1,
    },
  ]);
});

test('an image fills the unit square of its matrix', () => {
  const { drawings } = read(
    [OPS.save],
    [OPS.transform, 100, 0, 0, 50, 200, 300],
    [OPS.paintImageXObject, 'img', 300, 100],
    [OPS.restore],
  );
  assert.deepEqual(
    drawings.map((d) => [d.kind, d.box, d.pixelsPerPoint]),
    [['image', { x0: 200, y0: 450, x1: 300, y1: 500 }, 3]],
  );
});

test('what the clip hides is not there, until the state is restored', () => {
  const clip: Op = rectangle(OPS.endPath, 0, 0, 100, 100);
  const { drawings } = read(
    [OPS.save],
    [OPS.clip],
    clip,
    rectangle(OPS.fill, 50, 50, 100, 100),
    rectangle(OPS.fill, 300, 300, 10, 10),
    [OPS.restore],
    rectangle(OPS.fill, 300, 300, 10, 10),
  );
  assert.deepEqual(
    drawings.map((d) => d.box),
    [
      { x0: 50, y0: 700, x1: 100, y1: 750 },
      { x0: 300, y0: 490, x1: 310, y1: 500 },
    ],
  );
});

test('the outermost form that a drawing stands in is known', () => {
  const { drawings, forms } = read(
    [OPS.paintFormXObjectBegin, [1, 0, 0, 1, 100, 100], [0, 0, 200, 200]],
    [OPS.paintFormXObjectBegin, null, null],
    rectangle(OPS.fill, 0, 0, 300, 300),
    [OPS.paintFormXObjectEnd],
    [OPS.paintFormXObjectEnd],
    rectangle(OPS.fill, 0, 0, 1, 1),
  );
  assert.deepEqual(forms, [{ x0: 100, y0: 500, x1: 300, y1: 700 }]);
  assert.deepEqual(
    drawings.map((d) => d.form),
    [0, -1],
  );
  assert.deepEqual(drawings[0]?.box, forms[0]);
});

test('a soft mask is not seen itself', () => {
  const { drawings } = read(
    [OPS.beginGroup, { smask: {}, bbox: null, matrix: null }],
    [OPS.beginGroup, { bbox: null, matrix: null }],
    rectangle(OPS.fill, 0, 0, 10, 10),
    [OPS.endGroup],
    [OPS.endGroup],
    rectangle(OPS.fill, 20, 20, 10, 10),
  );
  assert.equal(drawings.length, 1);
});

test('the separate parts of one path have boxes of their own', () => {
  const rules = new Float32Array([0, 10, 100, 1, 500, 100, 0, 10, 200, 1, 500, 200]);
  const { drawings } = read(
    [OPS.setLineWidth, 2],
    [OPS.constructPath, OPS.stroke, [rules], new Float32Array([10, 100, 500, 200])],
  );
  assert.deepEqual(
    drawings.map((d) => d.box),
    [
      { x0: 9, y0: 699, x1: 501, y1: 701 },
      { x0: 9, y0: 599, x1: 501, y1: 601 },
    ],
  );
});

test('operators with broken operands are passed over', () => {
  const { drawings } = read(
    [OPS.transform, Number.NaN, 0, 0, 1, 0, 0],
    [OPS.constructPath, OPS.fill, null, null],
    [OPS.paintImageXObjectRepeat, 'img', 1],
    [OPS.setGState, 5],
    [OPS.restore],
    [OPS.paintFormXObjectEnd],
    rectangle(OPS.fill, 0, 0, 10, 10),
  );
  assert.equal(drawings.length, 1);
});

test('a page of a hundred thousand strokes is kept in bounded memory and loses none of its extent', () => {
  const ops: Op[] = Array.from({ length: 100_000 }, (_, i) =>
    rectangle(OPS.stroke, 10 + (i % 500), 10 + Math.floor(i / 500) * 3, 0.5, 0.5),
  );
  const { drawings } = read(...ops);
  assert.ok(drawings.length < 40_000, `${drawings.length} drawings`);
  assert.ok(Math.max(...drawings.map((d) => d.box.x1)) > 509);
  assert.ok(Math.min(...drawings.map((d) => d.box.y0)) < 800 - 10 - 597);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Drawing } from '../../../../src/pdf/drawing.ts';
import type { Rect } from '../../../../src/pdf/geometry.ts';
import type { TextLine } from '../../../../src/poster/structure/page/page-model.ts';
import { placedPictures, withPlaced } from '../../../../src/poster/structure/regions/placed-pictures.ts';

const PAGE = { x0: 0, y0: 0, x1: 1000, y1: 1000 };
const box = (x0: number, y0: number, x1: number, y1: number): Rect => ({ x0, y0, x1, y1 });
const image = (of: Rect, form = -1): Drawing => ({
  kind: 'image',
  box: of,
  fill: null,
  stroke: null,
  pixelsPerPoint: 1,
  form,
});
const line = (text: string, of: Rect): TextLine => ({
  text,
  words: text.split(' ').map((word) => ({ text: word, box: of, confidence: 1, size: 20 })),
  box: of,
  size: 20,
  confidence: 1,
  ground: 1,
  colour: [0, 0, 0],
  bold: false,
});
const boxes = (
  found: readonly Rect[],
  placed: readonly Rect[],
  lines: TextLine[] = [],
  kept: TextLine[] = [],
): Rect[] =>
  withPlaced(
    found.map((each) => ({ box: each, labels: [] })),
    placed,
    lines,
    new Set(kept),
    PAGE,
  ).map((figure) => figure.box);

const fromTop = (a: Rect, b: Rect): number => a.y0 - b.y0 || a.x0 - b.x0;

describe('the pictures that a PDF places', () => {
  it('are its images and the drawings it includes, not the images in those', () => {
    const [photo, drawing] = [box(10, 10, 20, 20), box(30, 30, 60, 60)];
    const graphics = { drawings: [image(photo), image(box(40, 40, 50, 50), 0)], forms: [drawing] };
    assert.deepEqual(placedPictures(graphics, 2), [box(60, 60, 120, 120), box(20, 20, 40, 40)]);
  });

  it('part a region that looked like one figure, and add what was not seen', () => {
    const [left, right, unseen] = [box(100, 100, 290, 300), box(310, 100, 500, 300), box(100, 600, 300, 800)];
    assert.deepEqual(boxes([box(100, 100, 500, 300)], [left, right, unseen]).toSorted(fromTop), [left, right, unseen]);
  });

  it('are part of a drawing where it is much more than they are', () => {
    const diagram = box(100, 100, 500, 500);
    assert.deepEqual(boxes([diagram], [box(150, 150, 220, 220)]), [diagram]);
  });

  it('are one where they lie over each other, as tiles and layers do', () => {
    assert.deepEqual(boxes([], [box(100, 100, 300, 300), box(240, 100, 440, 300)]), [box(100, 100, 440, 300)]);
  });

  it('are no figures where a heading is printed on them, nor as large as a background', () => {
    const panel = box(100, 100, 500, 500);
    const heading = line('Results', box(120, 120, 220, 140));
    assert.deepEqual(boxes([], [panel], [heading], [heading]), []);
    assert.deepEqual(boxes([], [PAGE]), []);
  });

  it('keep the words printed in them', () => {
    const legend = line('baseline', box(120, 120, 200, 140));
    const [figure] = withPlaced([], [box(100, 100, 300, 300)], [legend], new Set(), PAGE);
    assert.deepEqual(figure?.labels, [legend]);
  });
});

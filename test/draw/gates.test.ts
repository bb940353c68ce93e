import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GateName, judge } from '../../src/draw/page/gates.ts';
import type { Drawing, DrawnBox, Mark } from '../../src/draw/page/poster-drawing.ts';
import { drawn, layoutOf, pictureOf } from '../helpers/poster-to-draw.ts';

const GOOD = drawn({
  layout: layoutOf(['One', 'Two'], 2),
  markdown: '# T\n\nA. Author\n\n## One\n\nSome words.\n\n## Two\n\nMore words.',
});

/** The same with another first section. */
function changed(change: (box: DrawnBox) => DrawnBox): Drawing {
  const boxes = GOOD.boxes.map((box) => (box.id === 'section_1' ? change(box) : box));
  return { ...GOOD, boxes };
}
const changedMarks = (change: (mark: Mark) => Mark) => changed((box) => ({ ...box, marks: box.marks.map(change) }));
const failing = (drawing: Drawing): GateName[] =>
  Object.entries(judge(drawing).gates).flatMap(([name, { ok }]) => (ok ? [] : [name as GateName]));

test('a drawing as it was laid out passes every gate', () => assert.deepEqual(failing(GOOD), []));

test('each gate is measured on the drawing and falls with its own fault', async () => {
  const image = await pictureOf(30, 30);
  const picture: Mark = { kind: 'picture', area: { x: 100, y: 600, width: 300, height: 300 }, image, alt: 'A blur' };
  const faults: [GateName, Drawing][] = [
    ['inside', changedMarks((mark) => ({ ...mark, area: { ...mark.area, y: mark.area.y + 5000 } }))],
    ['apart', changed((box) => ({ ...box, area: { ...box.area, width: box.area.width * 2 } }))],
    ['apart', changed((box) => ({ ...box, marks: [...box.marks, ...box.marks.slice(-1)] }))],
    ['filled', changed((box) => ({ ...box, marks: box.marks.slice(0, 2) }))],
    [
      'sharp',
      changed((box) => ({
        ...box,
        marks: [
          ...box.marks,
          { ...picture, area: { ...picture.area, x: box.area.x, y: box.area.y + box.area.height - 400 } },
        ],
      })),
    ],
    [
      'contrast',
      changedMarks((mark) => (mark.kind === 'text' ? { ...mark, colour: '#eeeeee', ground: '#ffffff' } : mark)),
    ],
    ['legible', changedMarks((mark) => (mark.kind === 'text' ? { ...mark, size: 12 } : mark))],
    ['complete', { ...GOOD, missing: [{ what: 'picture', note: 'no picture for figure_1' }] }],
  ];
  for (const [name, drawing] of faults) assert.deepEqual(failing(drawing), [name], name);
});

test('lines of text are measured by their own ink, not by the area of their block', () => {
  const drawing = changedMarks((mark) =>
    mark.kind === 'text' ? { ...mark, lines: mark.lines.map((line) => ({ ...line, width: 9000 })) } : mark,
  );
  assert.deepEqual(failing(drawing), ['inside']);
});

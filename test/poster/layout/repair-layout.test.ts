import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PosterLayout } from '../../../src/model/schemas.ts';
import { repairLayout } from '../../../src/poster/layout/repair-layout.ts';

const frame = { paperId: 'p', posterPath: 'p.png', width: 1600, height: 1200 };
const repair = (draft: unknown) => repairLayout(draft, frame);
const section = (given: object) => ({ id: 's1', title: 'T', column: 1, bbox_pct: [10, 10, 30, 30], ...given });

test('whatever a model writes, the layout passes its schema', () => {
  const key = fc.constantFrom(
    'sections',
    'figures',
    'reading_order',
    'columns',
    'column_widths',
    'body',
    'poster',
    'footer',
  );
  const box = fc.array(fc.oneof(fc.double(), fc.integer({ min: -50, max: 2000 }), fc.string()), { maxLength: 5 });
  const part = fc.record(
    {
      id: fc.anything(),
      title: fc.anything(),
      column: fc.anything(),
      bbox_pct: box,
      bbox_2d: box,
      style: fc.anything(),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(fc.anything(), fc.array(part), fc.array(fc.string()));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.dictionary(key, value)), (draft) => {
      PosterLayout.parse(repair(draft).layout);
    }),
    { numRuns: 500 },
  );
});

test('a repaired layout is repaired no further', () => {
  const side = fc.double({ min: -20, max: 130, noNaN: true });
  const box = fc.tuple(side, side, side, side);
  // Of small boxes alone nobody can tell whether they are percent.
  const whole = section({ id: 'whole', bbox_pct: [0, 0, 100, 100] });
  const drafted = fc.array(fc.record({ id: fc.string(), title: fc.string(), column: fc.nat(4), bbox_pct: box }));
  fc.assert(
    fc.property(drafted, (sections) => {
      const once = repair({ sections: [whole, ...sections] }).layout;
      assert.deepEqual(repair(once).layout, once);
    }),
  );
});

describe('boxes', () => {
  const boxesOf = (sections: object[]) => repair({ sections }).layout.sections.map(({ bbox_pct }) => bbox_pct);
  const expected = [
    [5, 20, 40, 70],
    [50, 20, 45, 75],
  ];

  test('in percent are kept', () =>
    assert.deepEqual(boxesOf(expected.map((bbox_pct) => section({ bbox_pct }))), expected));

  test('as fractions, thousandths, pixels or second corners are understood', () => {
    const corners = expected.map(([x = 0, y = 0, w = 0, h = 0]) => [x, y, x + w, y + h]);
    const scaled = (boxes: number[][], across: number, down: number) =>
      boxes.map(([x = 0, y = 0, c = 0, d = 0]) => [x * across, y * down, c * across, d * down]);
    const conventions = [
      scaled(expected, 0.01, 0.01).map((bbox_pct) => ({ bbox_pct })),
      corners.map((bbox_pct) => ({ bbox_pct })),
      scaled(corners, 10, 10).map((bbox_2d) => ({ bbox_2d })),
      scaled(corners, 16, 12).map((bbox_2d) => ({ bbox_2d })),
      corners.map((bbox_2d) => ({ bbox_2d })),
      expected.map(([x, y, width, height]) => ({ bbox_pct: { x, y, width, height } })),
    ];
    for (const boxes of conventions) assert.deepEqual(boxesOf(boxes.map(section)), expected, JSON.stringify(boxes));
  });

  test('that leave the page are clamped, those without area dropped; both are counted', () => {
    const draft = {
      sections: [section({ bbox_pct: [80, 50, 25, 30] }), section({ id: 's2', bbox_pct: [10, 10, 0, 5] })],
    };
    const { layout, repairs } = repair(draft);
    assert.deepEqual(
      layout.sections.map(({ bbox_pct }) => bbox_pct),
      [[80, 50, 20, 30]],
    );
    assert.deepEqual([repairs.boxes_clamped, repairs.boxes_dropped], [1, 1]);
  });
});

test('ids are numbered anew and references follow; those that lead nowhere are dropped and counted', () => {
  const { layout, repairs } = repair({
    sections: [
      section({ id: 'intro' }),
      section({ id: 'intro' }),
      section({ id: 'end', column: 2, bbox_pct: [50, 10, 40, 80] }),
    ],
    figures: [
      { id: 'x', section_id: 'end', bbox_pct: [55, 20, 10, 10] },
      { id: 'x', section_id: 'nowhere', bbox_pct: [12, 12, 5, 5] },
    ],
    reading_order: ['end', 'gone', 'end'],
  });
  assert.deepEqual(
    layout.sections.map(({ id }) => id),
    ['section_1', 'section_2', 'section_3'],
  );
  assert.deepEqual(
    layout.figures.map(({ id, section_id }) => [id, section_id]),
    [
      ['figure_1', 'section_3'],
      ['figure_2', 'section_1'],
    ],
  );
  assert.deepEqual(layout.reading_order, ['section_3', 'section_1', 'section_2']);
  assert.deepEqual([repairs.ids_renumbered, repairs.references_dropped], [1, 2]);
});

test('widths that do not add up become shares of the body; without usable ones the boxes tell them', () => {
  const widthsOf = (draft: object) => repair(draft).layout.body.column_widths;
  assert.deepEqual(widthsOf({ columns: 2, column_widths: ['60%', '60%'] }), ['50%', '50%']);
  assert.deepEqual(widthsOf({ columns: 3, column_widths: ['32%', '32%', '32%'], gutter_pct: 2 }), [
    '32%',
    '32%',
    '32%',
  ]);
  const sections = [
    section({ bbox_pct: [0, 10, 30, 50] }),
    section({ id: 's2', column: 2, bbox_pct: [40, 10, 60, 80] }),
  ];
  assert.deepEqual(widthsOf({ sections, columns: 2, column_widths: ['30%'] }), ['33.3%', '66.7%']);
});

test('the nested form of the schema is understood like the flat draft', () => {
  const flat = {
    background: '#ABC',
    header_height_pct: 12,
    title_alignment: 'left',
    footer_height_pct: 4,
    columns: 2,
    color_primary: '#112233',
  };
  const nested = {
    poster: { background: '#aabbcc' },
    header: { height_pct: 12, title_alignment: 'left' },
    footer: { height_pct: 4 },
    body: { columns: 2 },
    color_scheme: { primary: '#112233' },
  };
  assert.deepEqual(repair(flat), repair(nested));
  assert.equal(repair(flat).layout.poster.background, '#aabbcc');
});

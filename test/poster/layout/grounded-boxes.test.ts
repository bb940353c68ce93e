import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boxUnitOf, percentBoxes } from '../../../src/poster/layout/grounded-boxes.ts';
import { asFields, asList } from '../../../src/poster/layout/loose-fields.ts';
import { repairLayout } from '../../../src/poster/layout/repair-layout.ts';

const SIZE = { width: 1596, height: 1120 };
const boxesIn = (draft: unknown) => asList(asFields(draft).sections).map((section) => asFields(section).bbox_pct);

test('Qwen2.5-VL writes pixels, later models thousandths', () => {
  assert.equal(boxUnitOf('Qwen/Qwen3-VL-8B-Instruct'), 'thousandths');
  assert.equal(boxUnitOf('Qwen/Qwen2.5-VL-7B-Instruct'), 'pixels');
  assert.equal(boxUnitOf('/models/qwen2_5'), 'thousandths');
  assert.equal(boxUnitOf('hub/some-other-model'), 'thousandths');
});

test('corners become x, y, width and height in percent, in the unit that was said', () => {
  const draft = {
    sections: [{ bbox_2d: [100, 200, 400, 600] }, { bbox: ['0', '0', '1200', '50'] }, { title: 'none' }],
  };
  assert.deepEqual(boxesIn(percentBoxes(draft, 'thousandths', SIZE)), [[10, 20, 30, 40], [0, 0, 100, 5], undefined]);
  assert.deepEqual(boxesIn(percentBoxes({ sections: [{ bbox_2d: [0, 0, 798, 560] }] }, 'pixels', SIZE)), [
    [0, 0, 50, 50],
  ]);
});

test('boxes that lie outside, or have no area, are no boxes', () => {
  const draft = {
    sections: [{ bbox_2d: [1200, 0, 1400, 50] }, { bbox_2d: [500, 500, 400, 600] }, { bbox_2d: [1, 2, 3] }],
  };
  assert.deepEqual(boxesIn(percentBoxes(draft, 'thousandths', SIZE)), [undefined, undefined, undefined]);
});

test('what is in percent is not taken for anything else when the layout is repaired', () => {
  const corner = fc.integer({ min: 0, max: 990 });
  // Boxes of less than a percent could as well be fractions of the page.
  const side = fc.integer({ min: 11, max: 990 });
  const section = fc.tuple(corner, corner, side, side).map(([x, y, w, h]) => ({
    bbox_2d: [x, y, Math.min(1000, x + w), Math.min(1000, y + h)],
  }));
  fc.assert(
    fc.property(fc.array(section, { minLength: 1, maxLength: 8 }), (sections) => {
      const draft = percentBoxes({ sections }, 'thousandths', SIZE);
      const { layout } = repairLayout(draft, { paperId: 'p', posterPath: 'p', ...SIZE });
      assert.deepEqual(
        layout.sections.map(({ bbox_pct }) => bbox_pct),
        boxesIn(draft),
      );
    }),
  );
});

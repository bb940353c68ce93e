import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReadingOrder } from '../../src/dolphin/page-elements.ts';
import { Box } from '../../src/model/schemas.ts';

const SEEN = { width: 1120, height: 1596 };

/** As its authors print an answer in their code. */
const ANSWER =
  '[210,136,910,172][sec_0][PAIR_SEP][202,217,921,325][para][author][PAIR_SEP][290,404,384,432][sec_1][paper_abstract][PAIR_SEP]' +
  '[125,781,552,1143][para][RELATION_SEP][573,406,1000,561][para][PAIR_SEP][21,499,63,1163][watermark][meta_num]';

test('elements come with label, tags and box, and say which goes on in the next', () => {
  const elements = readReadingOrder(ANSWER, SEEN);
  assert.deepEqual(
    elements?.map(({ label, tags, goesOn }) => [label, ...tags, goesOn]),
    [
      ['sec_0', false],
      ['para', 'author', false],
      ['sec_1', 'paper_abstract', false],
      ['para', true],
      ['para', false],
      ['watermark', 'meta_num', false],
    ],
  );
  assert.deepEqual(elements?.[0]?.box, [18.75, 8.52, 62.5, 2.26]);
});

test('an element that was cut off is left out, the others stay', () => {
  assert.equal(readReadingOrder(ANSWER.slice(0, -30), SEEN)?.length, 5);
});

test('coordinates past the page are brought back to it, and boxes without area are left out', () => {
  const elements = readReadingOrder(
    '[-5,0,1300,90][para][PAIR_SEP][10,100,10,200][para][PAIR_SEP][1200,5,1300,9][fig]',
    SEEN,
  );
  assert.deepEqual(
    elements?.map(({ box }) => box),
    [[0, 0, 100, 5.64]],
  );
});

test('a page is read whole where the answer says nothing, or a quarter of its boxes overlap', () => {
  for (const nothing of ['', 'The quick brown fox', '[1,2,3]', '[10,10,20,20]', '{"elements": []}'])
    assert.equal(readReadingOrder(nothing, SEEN), null, nothing);
  const apart = [0, 1, 2, 3, 4].map((n) => `[0,${n * 200},900,${n * 200 + 100}][para][PAIR_SEP]`).join('');
  assert.equal(readReadingOrder(apart, SEEN)?.length, 5);
  assert.equal(readReadingOrder(`${apart}[0,20,900,120][para]`, SEEN), null);
});

test('a model that says the same element over and over has said it once', () => {
  const answer = `[10,10,500,60][sec_0][PAIR_SEP]${'[10,100,500,160][para][PAIR_SEP]'.repeat(90)}`;
  assert.equal(readReadingOrder(answer, SEEN)?.length, 2);
});

test('whatever is answered, boxes lie on the page', () => {
  const number = fc.oneof(fc.integer({ min: -50, max: 3000 }), fc.double({ min: 0, max: 3000, noNaN: true }));
  const element = fc
    .tuple(fc.tuple(number, number, number, number), fc.constantFrom('para', 'fig', 'tab'), fc.boolean())
    .map(([corners, label, related]) => `[${corners.join(',')}][${label}][${related ? 'RELATION' : 'PAIR'}_SEP]`);
  const answer = fc.array(fc.oneof(element, fc.string()), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(answer, (text) => {
      for (const { box } of readReadingOrder(text, SEEN) ?? []) assert.ok(Box.safeParse(box).success, `${box}`);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FatalError, RowError } from '../../src/model/item.ts';
import { CsvDecoder, type Decoded } from '../../src/rows/decode-csv.ts';

const HEADER = 'paper_id,title,local_image_path,local_pdf_path';

function decode(...pieces: string[]): Decoded[] {
  const decoder = new CsvDecoder();
  return [...pieces.flatMap((piece) => [...decoder.push(piece)]), ...decoder.end()];
}

const idsOf = (records: Decoded[]) => records.map((each) => (each instanceof RowError ? each.code : each.paper_id));

test('any cells come back as they went in, however the text is cut into pieces', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', '\n', ';', '漢') });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { maxLength: 12 }),
      fc.array(fc.nat(400), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      (rows, cuts, newline) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map(([id, title]) => `${quoted(`x${id}`)},${quoted(title)},i,p`);
        const text = [HEADER, ...lines].join(newline) + newline;
        const at = [0, ...cuts.map((cut) => cut % text.length).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const expected = rows.map(([id, title]) => [`x${id}`, title]);
        assert.deepEqual(
          decode(...pieces).map((each) => (each instanceof RowError ? each : [each.paper_id, each.title])),
          expected,
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('a broken quote costs its own row and no other', () => {
  const text = `${HEADER}\na,one,i,p\nb,"two,i,p\nc,"three, 3",i,p\nd,"fo\nur",i,p\ne,five,i,p\n`;
  assert.deepEqual(idsOf(decode(text)), ['a', 'invalid-row', 'c', 'd', 'e']);
});

test('a quote that never closes costs its own row and no other', () => {
  const text = `${HEADER}\na,one,i,p\nb,"two,i,p\nc,three,i,p\n`;
  assert.deepEqual(idsOf(decode(text)), ['a', 'invalid-row', 'c']);
});

test('a row with too few or too many cells is invalid, the next is not', () => {
  assert.deepEqual(idsOf(decode(`${HEADER}\na,one,i\nb,two,i,p,more\nc,three,i,p`)), [
    'invalid-row',
    'invalid-row',
    'c',
  ]);
});

test('a first line without the required columns ends the run and names them', () => {
  assert.throws(
    () => decode('<!DOCTYPE html>\n<html>'),
    (error) => error instanceof FatalError && /paper_id, local_image_path, local_pdf_path missing/.test(error.message),
  );
});

test('no text and a header alone are no rows', () => {
  assert.deepEqual(decode(''), []);
  assert.deepEqual(decode(HEADER), []);
});

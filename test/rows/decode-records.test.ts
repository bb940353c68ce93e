import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FatalError, RowError } from '../../src/model/item.ts';
import { chooseDecoder } from '../../src/rows/decode-records.ts';

/** What comes out of a text given piece by piece, and how it ended. */
async function decode(pieces: readonly string[]): Promise<{ records: unknown[]; error: unknown }> {
  const decoder = chooseDecoder(pieces.join(''));
  const records: unknown[] = [];
  try {
    for (const piece of pieces) for await (const record of decoder?.push(piece) ?? []) records.push(record);
    for await (const record of decoder?.end() ?? []) records.push(record);
    return { records, error: null };
  } catch (error) {
    return { records, error };
  }
}

const cut = (text: string, at: readonly number[]): string[] => {
  const places = [0, ...at.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return places.slice(1).map((end, i) => text.slice(places[i], end));
};

describe('a JSON array', () => {
  const rows = fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), { maxLength: 5 });

  it('gives its rows wherever the text is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat(), { maxLength: 6 }), fc.boolean(), async (wanted, at, pretty) => {
        const text = JSON.stringify(wanted, null, pretty ? 2 : 0);
        const { records, error } = await decode(cut(text, at));
        assert.equal(error, null);
        assert.deepEqual(records, JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  it('that is torn, wherever, gives the rows ahead of it and then fails', async () => {
    const text = JSON.stringify([{ a: 'b', c: [1, { d: null }] }, { e: 1.5 }, { f: 'x\\n' }]);
    for (let end = 1; end < text.length; end += 1) {
      const { records, error } = await decode([text.slice(0, end)]);
      assert.ok(error instanceof FatalError && error.cause instanceof Error, text.slice(0, end));
      assert.deepEqual(records, JSON.parse(text).slice(0, records.length));
      if (end === text.length - 1) assert.equal(records.length, 3);
    }
  });

  it('that is broken gives the rows of the lines above, and then fails', async () => {
    const { records, error } = await decode(['[\n{"a": 1},\n{"a": 2},\n{"a" 3}]']);
    assert.deepEqual(records, [{ a: 1 }, { a: 2 }]);
    assert.ok(error instanceof FatalError);
  });

  it('may hold what is no row, which costs that row alone', async () => {
    const { records } = await decode(['[{"a": 1}, 7, [], {"a": 2}]']);
    assert.deepEqual(
      records.map((record) => (record instanceof RowError ? record.code : record)),
      [{ a: 1 }, 'invalid-row', 'invalid-row', { a: 2 }],
    );
  });
});

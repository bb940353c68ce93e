import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Line, readLines } from '../../src/files/read-lines.ts';

async function linesOf(chunks: readonly Uint8Array[]) {
  async function* source() {
    yield* chunks;
  }
  const lines: Line[] = [];
  for await (const line of readLines(source())) lines.push(line);
  return lines;
}

describe('readLines', () => {
  it('gives back the lines however the bytes are cut, U+2028 and carriage returns inside them', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ß', '漢', '😀', '\u2028', '\r', ' ') });
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(200), { maxLength: 8 }), async (lines, cuts) => {
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(''));
        const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
        const read = await linesOf(chunks);
        assert.deepEqual(
          read.map(({ text }) => text),
          lines,
        );
        assert.deepEqual(
          read.map(({ number }) => number),
          lines.map((_, i) => i + 1),
        );
        assert.ok(read.every(({ ended }) => ended));
      }),
    );
  });

  it('says that a last line without its end may be torn', async () => {
    const read = await linesOf([Buffer.from('{"a":1}\n{"b":')]);
    assert.deepEqual(read.at(-1), { number: 2, text: '{"b":', isUtf8: true, ended: false });
  });

  it('leaves out a byte order mark, and says which lines were no UTF-8', async () => {
    const read = await linesOf([Buffer.from('\uFEFF{}\n\uFEFF{}\n'), Buffer.from('caf\xe9\n', 'latin1')]);
    assert.deepEqual(
      read.map(({ text, isUtf8 }) => [text, isUtf8]),
      [
        ['{}', true],
        ['\uFEFF{}', true],
        ['caf\uFFFD', false],
      ],
    );
  });
});

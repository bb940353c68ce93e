/** Rows that are damaged or made to hurt: each is a failure told by name, and sound neighbours are read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowError } from '../../src/model/item.ts';
import type { Decoded } from '../../src/rows/decode-csv.ts';
import { chooseDecoder } from '../../src/rows/decode-records.ts';
import { Utf8Text } from '../../src/rows/utf8-text.ts';

const HEADER = 'paper_id,local_image_path,local_pdf_path\n';
const PIECE = 64 * 1024;

/** As the program reads it: bytes by the piece. */
async function decode(input: Iterable<string | Buffer>): Promise<Decoded[]> {
  const text = new Utf8Text();
  let decoder: ReturnType<typeof chooseDecoder> = null;
  const records: Decoded[] = [];
  for (const piece of input) {
    const read = text.push(Buffer.from(piece));
    decoder ??= chooseDecoder(read);
    for await (const record of decoder?.push(read) ?? []) records.push(record);
  }
  for await (const record of decoder?.end() ?? []) records.push(record);
  return records;
}

function* repeated(piece: string, times: number): Generator<string> {
  for (let i = 0; i < times; i++) yield piece;
}

const idsOf = (records: readonly Decoded[]) =>
  records.map((record) => (record instanceof RowError ? record.code : record.paper_id));

for (const [form, before, after] of [
  ['CSV', `${HEADER}a,x,y\n`, '\nb,x,y\n'],
  ['NDJSON', '{"paper_id":"a"}\n', '\n{"paper_id":"b"}\n'],
] as const) {
  test(`a line of 700 MB in ${form} is an invalid row, and the next is read`, async () => {
    const started = process.cpuUsage();
    function* input() {
      yield before;
      yield* repeated('x'.repeat(PIECE), (700 * 2 ** 20) / PIECE);
      yield after;
    }
    assert.deepEqual(idsOf(await decode(input())), ['a', 'invalid-row', 'b']);
    const { user } = process.cpuUsage(started);
    assert.ok(user < 20e6, `${user / 1e6} s`);
  });
}

test('a line of 700 MB that is the first one ends the run', async () => {
  await assert.rejects(decode(repeated('x'.repeat(PIECE), 11_200)), { name: 'FatalError', message: /4 million/ });
});

test('thirty million brackets end the run at the sixty-fifth', async () => {
  await assert.rejects(decode(repeated('['.repeat(PIECE), 460)), {
    name: 'FatalError',
    message: /nested more than 64 deep/,
  });
});

test('brackets in a row of NDJSON cost that row, those in its strings nothing', async () => {
  const deep = `{"paper_id":"a","x":${'['.repeat(1e6)}`;
  const text = `{"paper_id":"b","x":"${'['.repeat(1000)}\\"${'{'.repeat(1000)}\\\\"}`;
  assert.deepEqual(idsOf(await decode(['{"paper_id":"z"}\n', deep, '\n', text, '\n'])), ['z', 'invalid-row', 'b']);
});

test('brackets in the strings of an array count nothing, wherever it is cut', async () => {
  const element = `{"paper_id":"b","x":"${'['.repeat(100)}\\"${'{'.repeat(100)}\\\\"}`;
  const text = `[${element},${element}]`;
  for (let size = 1; size < 8; size++) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.slice(i * size, (i + 1) * size),
    );
    assert.deepEqual(idsOf(await decode(pieces)), ['b', 'b']);
  }
});

test('an element that never ends ends the run', async () => {
  function* input() {
    yield '[{"paper_id":"a"},{"paper_id":"';
    yield* repeated('x'.repeat(PIECE), 11_200);
  }
  await assert.rejects(decode(input()), { name: 'FatalError', message: /element has more than 4 million/ });
});

test('lines that end in a carriage return alone are told, with what to do', async () => {
  await assert.rejects(decode([`${HEADER}a,x,y\nb,x,y\n`.replaceAll('\n', '\r')]), {
    name: 'FatalError',
    message: /carriage return alone.*tr '\\r' '\\n'/,
  });
});

for (const [name, bytes] of [
  ['with a mark, little end first', Buffer.from(`\uFEFF${HEADER}`, 'utf16le')],
  ['with a mark, big end first', Buffer.from(`\uFEFF${HEADER}`, 'utf16le').swap16()],
  ['without a mark', Buffer.from(HEADER, 'utf16le')],
  ['without a mark, big end first', Buffer.from(HEADER, 'utf16le').swap16()],
] as const) {
  test(`UTF-16 ${name} is told by name`, async () => {
    await assert.rejects(decode([bytes]), { name: 'FatalError', message: /UTF-16.*iconv/ });
  });
}

test('two columns of one name end the run, however they are capitalised; columns without a name may be many', async () => {
  const rows = 'a,x,y,1,2\n';
  await assert.rejects(decode([`Paper_ID,local_image_path,local_pdf_path,paper_id,z\n${rows}`]), {
    name: 'FatalError',
    message: /Two columns of the input are called paper_id/,
  });
  assert.deepEqual(idsOf(await decode([`paper_id,local_image_path,local_pdf_path,,\n${rows}`])), ['a']);
});

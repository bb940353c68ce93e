import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { Intake } from '../../src/flow/intake.ts';
import { decodeRows } from '../../transforms/decode-rows.ts';
import { collect } from '../helpers/collect.ts';

const rows = [1, 2, 3].map((n) => ({
  paper_id: `p${n}`,
  local_image_path: 'i',
  local_pdf_path: 'p',
  title: 'Ä, "b"\nc',
}));
const csv = `\uFEFFpaper_id,local_image_path,local_pdf_path,title\r\n${rows.map((row) => `${row.paper_id},i,p,"Ä, ""b""\nc"`).join('\r\n')}`;

async function idsOf(text: string, { pieces = 7 } = {}) {
  const intake = new Intake(1);
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, n) =>
    bytes.subarray(n * pieces, (n + 1) * pieces),
  );
  const items = await collect(Readable.from(chunks).pipe(decodeRows({ intake, config: { fetch: false } })));
  return items.map((item) => item.paperId ?? (item.ok ? null : item.failure?.code));
}

test('CSV with a byte order mark, NDJSON and a JSON array give the same rows', async () => {
  const ids = ['p1', 'p2', 'p3'];
  assert.deepEqual(await idsOf(csv), ids);
  assert.deepEqual(await idsOf(`\n${rows.map((row) => JSON.stringify(row)).join('\n')}\n`), ids);
  assert.deepEqual(await idsOf(JSON.stringify(rows, null, 1)), ids);
});

test('a broken line of NDJSON and an odd element of an array fail alone', async () => {
  const line = JSON.stringify(rows[0]);
  assert.deepEqual(await idsOf(`${line}\n{"paper_id": \n${line}`), ['p1', 'invalid-row', 'p1']);
  assert.deepEqual(await idsOf(`[${line}, 3, ${line}]`), ['p1', 'invalid-row', 'p1']);
});

test('an array that is no JSON ends the run', async () => {
  await assert.rejects(idsOf(`[${JSON.stringify(rows[0])}, oops]`), { name: 'FatalError' });
});

test('what is left of the input is not decoded once the intake is closed', async () => {
  const intake = new Intake(2);
  const text = `[${JSON.stringify(rows[0])},\n${JSON.stringify(rows[1])},\noops]`;
  const decoding = Readable.from([Buffer.from(text)]).pipe(decodeRows({ intake, config: { fetch: false } }));
  const ids: (string | null)[] = [];
  for await (const { paperId } of decoding) {
    ids.push(paperId);
    intake.close();
  }
  assert.equal(ids[0], 'p1');
  assert.ok(ids.length <= 2, `${ids}`);
});

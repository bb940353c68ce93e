import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { countRows } from '../../src/rows/count-rows.ts';

const HEADER = 'paper_id,local_image_path,local_pdf_path\n';

describe('the number of rows in a file', () => {
  for (const [rule, text, count] of [
    ['is that of its records, whatever their form', `${HEADER}a,"x\n.png",y\nb,x,y\n`, 2],
    ['counts broken rows too', `${HEADER}a,x\nb,x,y`, 2],
    ['does not mind a byte order mark', '\uFEFF[{"paper_id":"a"},{"paper_id":"b"}]', 2],
    ['counts no further than the place where an array breaks off', '[{"paper_id":"a"},\n{"paper', 1],
    ['is none for a blank file', '\n \n', 0],
  ] as const) {
    it(rule, async () => {
      const dir = await mkdtemp(join(tmpdir(), 'count-rows-'));
      try {
        await writeFile(join(dir, 'rows'), text);
        assert.equal(await countRows(join(dir, 'rows')), count);
      } finally {
        await rm(dir, { recursive: true });
      }
    });
  }
});

/** The markdown of the project's own papers. `UPDATE_GOLDEN=1` writes what the parser says now; read the difference. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';

const samples = fileURLToPath(new URL('../../samples/pairs/', import.meta.url));
const golden = fileURLToPath(new URL('../fixtures/golden/', import.meta.url));

for (const name of readdirSync(samples)) {
  test(`the sample paper ${name} reads as it did`, async () => {
    const { markdown_content } = await parsePaper(`${samples}${name}/paper.pdf`, PARSE_OPTIONS);
    if (process.env.UPDATE_GOLDEN === '1') {
      await mkdir(golden, { recursive: true });
      await writeFile(`${golden}${name}.md`, markdown_content);
    }
    assert.equal(markdown_content, await readFile(`${golden}${name}.md`, 'utf8'));
  });
}

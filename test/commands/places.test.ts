import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { csvOf, makePairs, openPlace, type Place, tinyPdf } from '../helpers/binary.ts';
import { examplesOf, exported } from '../helpers/examples.ts';

function fill({ dir }: Place): void {
  writeFileSync(join(dir, 'paper.pdf'), tinyPdf('words'));
  writeFileSync(join(dir, 'all.jsonl'), exported(examplesOf(2), 'raw'));
}

describe('a result that is asked for under the name of a link', () => {
  it('is written to what the link names, be it there already or not, and the link stays', async () => {
    await using place = await openPlace();
    fill(place);
    for (const [n, args] of [
      ['parse', 'paper.pdf', '-o'],
      ['merge', 'all.jsonl', '-o'],
      ['export', 'all.jsonl', '-o'],
      ['export', 'all.jsonl', '--export-format', 'parquet', '-o'],
      ['evaluate', 'all.jsonl', 'all.jsonl', '--sheet'],
      ['evaluate', 'all.jsonl', 'all.jsonl', '-o'],
    ].entries()) {
      const folder = join(place.dir, `elsewhere-${n}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'there'), 'old');
      for (const name of ['there', 'not-yet']) {
        const link = join(place.dir, `link-${n}-${name}`);
        symlinkSync(join(`elsewhere-${n}`, name), link);
        const { status, stderr } = await place.run([...args, link]);
        assert.equal(status, 0, stderr);
        assert.ok(lstatSync(link).isSymbolicLink(), `${args.join(' ')} replaced the link`);
        assert.ok(statSync(link).size > 0);
        assert.notEqual(readFileSync(join(folder, name), 'utf8'), 'old');
      }
      assert.deepEqual(readdirSync(folder), ['not-yet', 'there']);
    }
  });
});

describe('a folder that takes no folders', { skip: process.platform !== 'linux' && 'there is no /proc here' }, () => {
  it('is told in one line with exit 2, at once', async () => {
    await using place = await openPlace();
    fill(place);
    const rows = csvOf(await makePairs(place.dir, 1));
    for (const args of [
      ['--output-dir', '/proc/out/here'],
      ['parse', 'paper.pdf', '-o', '/proc/out/here/paper.md'],
      ['parse', 'paper.pdf', '--figures-dir', '/proc/out/here'],
      ['split', 'all.jsonl', '-o', '/proc/out/here'],
      ['export', 'all.jsonl', '-o', '/proc/out/here/'],
    ]) {
      const { status, stderr } = await place.run(args, rows);
      assert.equal(status, 2, stderr);
      assert.match(
        stderr,
        /^poster-stream: The directory \/proc\/out\/here\/? cannot be made: \/proc takes no folders$/m,
      );
    }
  });
});

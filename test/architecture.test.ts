import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';

const text = readFileSync('ARCHITECTURE.md', 'utf8');

/** The folders and loose files that the drawn tree names, with their paths. */
function drawn(): string[] {
  const [, tree = ''] = /```\n(.*?)```/s.exec(text) ?? [];
  const above: string[] = [];
  return tree
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
      above.splice(indent.length / 2, Number.POSITIVE_INFINITY, name);
      return above.join('');
    });
}

/** `src/a/b.ts` → `src/`, `src/a/` */
const foldersAround = (file: string): string[] =>
  dirname(file)
    .split('/')
    .map((_, i, names) => `${names.slice(0, i + 1).join('/')}/`);

const isCode = (file: string) => !file.includes('/assembly/');

test('the tree in ARCHITECTURE.md names every folder of the sources, and no other', () => {
  const folders = new Set(globSync('{src,transforms}/**/*.ts').filter(isCode).flatMap(foldersAround));
  assert.deepEqual(
    drawn()
      .filter((path) => path.endsWith('/'))
      .sort(),
    [...folders].sort(),
  );
});

test('the loose files that it names are those of src/', () => {
  const files = drawn().filter((path) => path.endsWith('.ts'));
  assert.deepEqual(files.sort(), globSync('src/*.ts').sort());
});

test('every file that ARCHITECTURE.md links to is there', () => {
  for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) assert.ok(existsSync(target), target);
});

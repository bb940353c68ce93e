import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** From the roof down; a file may import from its own floor and from those below. */
const FLOORS = [
  ['src/cli.ts', 'src/index.ts', 'src/file-threads.ts'],
  ['src/commands/'],
  ['src/create-pipeline.ts', 'src/poster-pipeline.ts'],
  ['src/answer-in-batches.ts', 'src/run-phases.ts', 'src/count-aside.ts'],
  ['src/pipeline.ts'],
  ['transforms/'],
  ['src/session.ts', 'src/progress.ts'],
  ['src/batch/'],
  ['src/engines/'],
  ['src/answers/'],
  ['src/threads/', 'src/store/'],
  ['src/flow.ts', 'src/stage.ts', 'src/on-each.ts', 'src/intake.ts', 'src/failure-log.ts'],
  ['src/config.ts', 'src/config/', 'src/flags/', 'src/usage-error.ts'],
  ['src/paper/', 'src/poster/', 'src/dolphin/', 'src/figures/', 'src/dataset/', 'src/draw/', 'src/rows/'],
  ['src/pdf/', 'src/ocr/'],
  [
    'src/item.ts',
    'src/model.ts',
    'src/pair.ts',
    'src/summary.ts',
    'src/forecast.ts',
    'src/outcome.ts',
    'src/is-coded.ts',
    'src/disposal-stack.ts',
  ],
];
const PURE = FLOORS.findIndex((floor) => floor.includes('src/paper/'));

const floorOf = (file: string): number => FLOORS.findIndex((floor) => floor.some((room) => file.startsWith(room)));

const files = globSync(['src/**/*.ts', 'transforms/**/*.ts']).filter(
  (file) => !file.includes('/assembly/') && !file.endsWith('.d.ts'),
);
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');

test('every source file has a floor', () => {
  for (const file of files) assert.notEqual(floorOf(file), -1, `${file} stands on no floor`);
});

test('imports only go down', () => {
  for (const file of files) {
    for (const name of importsOf(file).filter((each) => each.startsWith('.'))) {
      const target = normalize(join(dirname(file), name));
      assert.ok(floorOf(target) >= floorOf(file), `${file} imports ${target} from a floor above`);
    }
  }
});

test('only the pipeline imports stages', () => {
  for (const file of files.filter((each) => !each.startsWith('transforms/') && each !== 'src/pipeline.ts')) {
    const stages = importsOf(file).filter((name) => name.includes('/transforms/'));
    assert.deepEqual(stages, file === 'src/index.ts' ? stages : [], `${file} imports a stage`);
  }
});

test('the pure floors know no streams, no network and no environment', () => {
  for (const file of files.filter((each) => floorOf(each) >= PURE)) {
    const impure = importsOf(file).filter((name) => /^node:(stream|http|https|net|tls|dgram)/.test(name));
    assert.deepEqual(impure, [], `${file} imports ${impure}`);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /process\.env/, `${file} reads the environment`);
  }
});

test('no source names what Node 22 lacks', () => {
  for (const file of files)
    assert.doesNotMatch(
      readFileSync(file, 'utf8').replaceAll(/\/\*\*.*?\*\//gs, ''),
      /\b(?:AsyncDisposableStack|DisposableStack|SuppressedError|Promise\.try|RegExp\.escape|Error\.isError)\b/,
      file,
    );
});

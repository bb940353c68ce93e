import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** From the roof down; a file may import from its own room and from the floors below. The one place that says so. */
const FLOORS = [
  ['src/cli.ts', 'src/index.ts', 'src/stages.ts'],
  ['src/commands'],
  ['src/terminal'],
  ['src/runs'],
  ['src/pipeline.ts'],
  ['transforms'],
  ['src/session'],
  ['src/batch'],
  ['src/engines'],
  ['src/threads', 'src/store', 'src/sources'],
  ['src/figures', 'src/dolphin', 'src/config'],
  ['src/paper', 'src/poster', 'src/draw', 'src/answers', 'src/records'],
  ['src/ocr', 'src/opencv', 'src/rows', 'src/pdf', 'src/dataset', 'src/flow', 'src/files'],
  ['src/model', 'src/lib'],
] as const;
/** Rooms that are plain functions over plain data. */
const PURE = [
  'src/figures',
  'src/dolphin',
  'src/paper',
  'src/poster',
  'src/draw',
  'src/dataset',
  'src/rows',
  'src/model',
  'src/pdf',
  'src/ocr',
  'src/opencv',
];

const files = globSync(['src/**/*.ts', 'transforms/**/*.ts']).filter(
  (file) => !file.includes('/assembly/') && !file.endsWith('.d.ts'),
);
const roomOf = (file: string): string => (file.startsWith('transforms/') ? 'transforms' : topOf(file));
/** A loose file of src/ is a room by itself. */
const folderOf = (file: string): string => (dirname(file) === 'src' ? file : dirname(file));
const topOf = (file: string): string => file.split('/').slice(0, 2).join('/');
const floorOf = (file: string): number => FLOORS.findIndex((floor) => floor.some((room) => room === roomOf(file)));

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');
const neighboursOf = (file: string): string[] =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => normalize(join(dirname(file), name)));

test('every source file has a floor', () => {
  for (const file of files) assert.notEqual(floorOf(file), -1, `${file} stands on no floor`);
});

test('imports only go down, or stay in their room', () => {
  for (const file of files) {
    for (const target of neighboursOf(file).filter((each) => roomOf(each) !== roomOf(file))) {
      const isBelow = floorOf(target) > floorOf(file) || isNeighbour(file, target);
      assert.ok(isBelow, `${file} imports ${target}, which is not below it`);
    }
  }
});

/** Rooms side by side may use each other in one direction; that they do so in one only is the next test's. */
const isNeighbour = (file: string, target: string): boolean => floorOf(target) === floorOf(file);

test('no rooms, large or small, use each other in a circle', () => {
  for (const name of [roomOf, folderOf]) {
    const graph = new Map<string, Set<string>>();
    for (const file of files) {
      const uses = graph.get(name(file)) ?? new Set();
      graph.set(name(file), uses);
      for (const target of neighboursOf(file)) if (name(target) !== name(file)) uses.add(name(target));
    }
    for (const room of graph.keys()) assert.deepEqual(circleFrom(room, graph), [], `a circle of rooms through ${room}`);
  }
});

/** The way from a room back to itself; empty where there is none. */
function circleFrom(start: string, graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const seen = new Set<string>();
  const waysBack = (room: string, way: string[]): string[] => {
    for (const next of graph.get(room) ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = waysBack(next, [...way, next]);
      if (found.length > 0) return found;
    }
    return [];
  };
  return waysBack(start, [start]);
}

test('only the pipeline and the front door import stages', () => {
  const mayImport = ['src/pipeline.ts', 'src/index.ts', 'src/stages.ts'];
  for (const file of files.filter((each) => !each.startsWith('transforms/') && !mayImport.includes(each))) {
    const stages = importsOf(file).filter((name) => name.includes('/transforms/'));
    assert.deepEqual(stages, [], `${file} imports a stage`);
  }
});

test('the pure rooms know no streams, no network and no environment', () => {
  for (const file of files.filter((each) => PURE.includes(roomOf(each)))) {
    const impure = importsOf(file).filter((name) => /^node:(stream|http|https|net|tls|dgram)/.test(name));
    assert.deepEqual(impure, [], `${file} imports ${impure}`);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /process\.env/, `${file} reads the environment`);
  }
});

test('a name of a file stands once in the house', () => {
  const seen = new Map<string, string>();
  for (const file of files.filter((each) => each.startsWith('src/'))) {
    assert.ok(!seen.has(basename(file)), `${file} has the name of ${seen.get(basename(file))}`);
    seen.set(basename(file), file);
  }
});

test('no room holds more than twenty-five files', () => {
  for (const [room, held] of Map.groupBy(files, dirname))
    assert.ok(held.length <= (room === 'transforms' ? 40 : 25), `${room} holds ${held.length} files`);
});

test('no source names what Node 22 lacks', () => {
  for (const file of files)
    assert.doesNotMatch(
      readFileSync(file, 'utf8').replaceAll(/\/\*\*.*?\*\//gs, ''),
      /\b(?:AsyncDisposableStack|DisposableStack|SuppressedError|Promise\.try|RegExp\.escape|Error\.isError)\b/,
      file,
    );
});

/** The tests for the loop while coding: all but those that start the binary or read whole papers and posters. */
import { globSync } from 'node:fs';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const SLOW = [
  'test/commands/',
  'test/samples/',
  'test/servers/',
  'test/ocr/',
  'test/poster/structure/',
  'test/engines/local',
  'test/engines/original/',
  'test/figures/match/',
  'test/paper/golden',
  'test/paper/hostile-pdfs',
  'test/paper/shared-papers',
  'test/paper/page/scanned-page',
  'test/runs/library',
  'test/transforms/verify-matches',
];

const files = globSync('test/**/*.test.ts').filter((file) => !SLOW.some((room) => file.startsWith(room)));
run({ files, concurrency: 2, timeout: 60_000 })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);

import assert from 'node:assert/strict';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as library from '../src/index.ts';

const section = readFileSync('README.md', 'utf8').split('## As a library')[1]?.split('\n## ')[0] ?? '';
const table = section.split('\n').filter((line) => line.startsWith('| '));
const named = table.flatMap((line) => [...line.matchAll(/`(\w+)`/g)].map(([, name]) => name));

test('the library exports what the README names, and nothing else', () => {
  assert.deepEqual([...named].sort(), Object.keys(library).sort());
});

test('every stage is exported, under the name of its file', () => {
  const camelCase = (file: string) => file.slice(0, -3).replace(/-\w/g, (dash) => dash.charAt(1).toUpperCase());
  for (const file of readdirSync('transforms')) assert.ok(camelCase(file) in library, file);
});

test('stages can be chained anew', async () => {
  const config = library.configOf({ engine: 'local', dataDir: 'samples', limit: 2 });
  await using session = await library.openSession(config, library.findCredentials(config), {
    onPaid: () => {},
    tell: () => {},
  });
  const intake = library.openIntake(session);
  const found: unknown[] = [];
  const pairs = library.Flow.from(library.decodeRows(intake))
    .to(library.selectRows(config, intake))
    .to(library.resolveFiles(config, session.scratch));
  for await (const item of pairs.over(intake.readable(sampleRows())))
    if (item.ok) found.push([item.value.row.paper_id, item.value.posterPath.split('.').at(-1)]);
  // Whichever was found first: order is restored by a stage of its own.
  assert.deepEqual(found.sort(), [
    ['bounded-streams', 'png'],
    ['reading-order', 'pdf'],
  ]);
});

const sampleRows = () => createReadStream('samples/train.csv');

import assert from 'node:assert/strict';
import { createReadStream, readdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { posterStream } from '../src/index.ts';
import * as library from '../src/stages.ts';
import { namedInDocs } from './helpers/named-in-docs.ts';
import { openChatServer } from './servers/chat-server.ts';

const sampleRows = () => createReadStream('samples/train.csv');

test('poster-stream/stages exports what docs/library.md names, and nothing else', () => {
  assert.deepEqual(namedInDocs('poster-stream/stages'), Object.keys(library).sort());
});

test('every stage is exported, under the name of its file', () => {
  const camelCase = (file: string) => file.slice(0, -3).replace(/-\w/g, (dash) => dash.charAt(1).toUpperCase());
  for (const file of readdirSync('transforms')) assert.ok(camelCase(file) in library, file);
});

test('every stage has a test file of its own', () => {
  const tested = new Set(readdirSync('test/transforms'));
  for (const file of readdirSync('transforms')) assert.ok(tested.has(file.replace('.ts', '.test.ts')), file);
});

test('a pipeline of exported stages, chained by hand, writes the records that the filter writes', async () => {
  await using server = await openChatServer();
  const options = { engine: 'openai', baseUrl: server.baseUrl, cache: false, dataDir: 'samples', limit: 2 } as const;
  const config = library.configOf(options);
  await using session = await library.openSession(config, library.findCredentials(config));
  const pass = library.openPass(session, config, { selection: new library.RowSelection(config) });
  const records = library.Flow.from(library.decodeRows(pass))
    .to(library.selectRows(pass))
    .to(library.resolveFiles(pass))
    .to(library.recallFinished(pass))
    .to(library.parsePaper(pass))
    .to(library.transcribePoster(pass))
    .to(library.matchFigures(pass))
    .to(library.verifyMatches(pass))
    .to(library.reconcileFigures(pass))
    .to(library.assembleExample())
    .to(library.keepExample(pass))
    .to(library.clearScratch(pass))
    .to(library.restoreOrder(pass))
    .to(library.noteStatus(pass))
    .to(library.tally(pass))
    .to(library.dropNearDuplicates(pass))
    .to(library.shapeExamples(pass))
    .to(library.encodeRecords(pass));
  const output = new PassThrough();
  const [byHand] = await Promise.all([buffer(output), records.run(pass.intake.readable(sampleRows()), output)]);
  const byTheFilter = await buffer(sampleRows().pipe(posterStream(options)));
  assert.equal(pass.summary.done, 2);
  assert.ok(byHand.equals(byTheFilter), `${byHand.length} and ${byTheFilter.length} bytes`);
});

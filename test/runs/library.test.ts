import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { createPipeline, type Failure, posterStream, UsageError } from '../../src/index.ts';
import { csvOf, makePairs, openPlace } from '../helpers/binary.ts';
import { answerAbout } from '../servers/messages-answer.ts';

const run = promisify(execFile);

/** Options that ask a loopback service and leave nothing behind. */
const optionsFor = ({ dir, server }: { dir: string; server: { url: string } }) => ({
  apiKey: 'test-key',
  baseUrl: server.url,
  dataDir: dir,
  cache: false,
  threads: 1,
});

test('posterStream is the filter as a stream, and tells failed rows as events', async () => {
  await using place = await openPlace();
  const csv = csvOf([...(await makePairs(place.dir, 3)), 'x,T,A,none.png,pairs/1.pdf']);
  const failures: Failure[] = [];
  const filter = posterStream(optionsFor(place)).on('failure', (failure) => failures.push(failure));
  const output = new PassThrough();
  const [written] = await Promise.all([buffer(output), pipeline([Buffer.from(csv)], filter, output)]);
  assert.equal(written.toString().trim().split('\n').length, 3);
  assert.deepEqual(
    failures.map(({ row, code }) => [row, code]),
    [[4, 'not-found']],
  );
});

test('process takes rows from any iterable and gives outcomes in row order', async () => {
  await using place = await openPlace();
  const rows = (await makePairs(place.dir, 6)).map((line) => {
    const [paper_id, title, abstract, local_image_path, local_pdf_path] = line.split(',');
    return { paper_id, title, abstract, local_image_path, local_pdf_path };
  });
  async function* source() {
    yield* rows.slice(0, 3);
    yield { paper_id: 'broken' };
    yield* rows.slice(3);
  }
  await using pipe = createPipeline(optionsFor(place));
  const ids: unknown[] = [];
  for await (const outcome of pipe.process(source(), { limit: 6, concurrency: 2 })) {
    ids.push(outcome.ok ? outcome.value.paper_id : outcome.failure.code);
  }
  assert.deepEqual(ids, ['p1', 'p2', 'p3', 'invalid-row', 'p4', 'p5', 'p6']);
  assert.equal(pipe.summary.done, 6);
  assert.equal(pipe.summary.failed, 1);
  const [first] = rows;
  const one = await pipe.processOne({ ...first });
  assert.ok(one.ok && one.value.paper_title === 'Title 1');
});

test('rows may be processed side by side, and the output directory tells of all of them', async () => {
  await using place = await openPlace();
  await makePairs(place.dir, 3);
  const outputDir = join(place.dir, 'out');
  {
    await using pipe = createPipeline({ ...optionsFor(place), outputDir });
    const rows = [1, 2, 3].map((n) => ({
      paper_id: `p${n}`,
      local_image_path: `pairs/${n}.png`,
      local_pdf_path: `pairs/${n}.pdf`,
    }));
    const outcomes = await Promise.all(rows.map((row) => pipe.processOne(row)));
    assert.ok(outcomes.every(({ ok }) => ok));
  }
  const [, ...noted] = (await readFile(join(outputDir, 'processing_status.csv'), 'utf8')).trim().split('\n');
  assert.deepEqual(noted.map((line) => line.split(',').slice(0, 2).join(' ')).sort(), [
    'p1 done',
    'p2 done',
    'p3 done',
  ]);
});

test('the concurrency of one call of process holds for that call', async () => {
  let inFlight = 0;
  let most = 0;
  await using place = await openPlace({
    latencyMs: 30,
    answer: (picture) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
      }, 25);
      return answerAbout(picture);
    },
  });
  const rows = (await makePairs(place.dir, 8)).map((_, n) => ({
    paper_id: `p${n + 1}`,
    local_image_path: `pairs/${n + 1}.png`,
    local_pdf_path: `pairs/${n + 1}.pdf`,
  }));
  await using pipe = createPipeline(optionsFor(place));
  for await (const outcome of pipe.process(rows, { concurrency: 1 })) assert.ok(outcome.ok);
  assert.equal(most, 1);
});

test('leaving the loop early ends the work', async () => {
  await using place = await openPlace({ latencyMs: 20 });
  const rows = (await makePairs(place.dir, 40)).map((_, n) => ({
    paper_id: `p${n + 1}`,
    local_image_path: `pairs/${n + 1}.png`,
    local_pdf_path: `pairs/${n + 1}.pdf`,
  }));
  await using pipe = createPipeline({ ...optionsFor(place), concurrency: 2 });
  for await (const outcome of pipe.process(rows)) if (outcome.ok) break;
  assert.ok(place.server.exchanges.length < 20, `${place.server.exchanges.length} asked`);
});

test('exportTrainingData writes the stored examples, and without an output directory names the option', async () => {
  await using place = await openPlace();
  const csv = csvOf(await makePairs(place.dir, 2));
  const options = { ...optionsFor(place), outputDir: join(place.dir, 'out') };
  await using pipe = createPipeline(options);
  await pipe.pump(new PassThrough().end(csv), new PassThrough().resume());
  const path = join(place.dir, 'training_data.jsonl');
  await pipe.exportTrainingData(path);
  assert.equal((await readFile(path, 'utf8')).trim().split('\n').length, 2);
  await using without = createPipeline(optionsFor(place));
  await assert.rejects(
    without.exportTrainingData(path),
    (error) => error instanceof UsageError && /outputDir/.test(error.message),
  );
});

test('options that do not fit are refused when the pipeline is made', () => {
  assert.throws(() => createPipeline({ threads: 0 }), /threads: /);
  assert.throws(() => createPipeline(JSON.parse('{ "thread": 1 }')), /There is no option thread/);
});

test('the samples of the library run as they stand', { timeout: 600_000 }, async () => {
  const counted = await run(process.execPath, ['samples/iterate.ts']);
  assert.match(counted.stdout, /^.+: \d+ sections\n.+: \d+ sections\n$/);
  const streamed = await run(process.execPath, ['samples/stream.ts'], { maxBuffer: 2 ** 26 });
  assert.equal(streamed.stdout.trim().split('\n').length, 4);
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRecord, type RecordOptions } from '../../src/dataset/formats/format-record.ts';
import { FORMAT_NAMES } from '../../src/dataset/formats/formats.ts';
import type { FileFormat } from '../../src/dataset/json-frames.ts';
import type { TrainingExample } from '../../src/model/schemas.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { type RecordLine, readRecords } from '../../src/records/read-records.ts';
import { openRecordFile } from '../../src/records/record-files.ts';
import { openExamples } from '../../src/store/example-source.ts';
import { arbitraryExample } from '../helpers/arbitrary-example.ts';
import { query } from '../helpers/duckdb.ts';

const FILE_FORMATS: readonly FileFormat[] = ['jsonl', 'json', 'parquet'];
const sampleOf = (count: number): TrainingExample[] => fc.sample(arbitraryExample, { seed: 5, numRuns: count });

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function write(fileFormat: FileFormat, options: RecordOptions, examples: TrainingExample[]): Promise<string> {
  // The ending says nothing: the first bytes do.
  const path = join(dir, 'file');
  const file = await openRecordFile(`${path}.partial`, fileFormat, options);
  for (const example of examples) await file.add(formatRecord(example, options));
  await file.finish(path);
  return path;
}

async function read(path: string): Promise<RecordLine[]> {
  const lines: RecordLine[] = [];
  for await (const line of readRecords(path)) lines.push(line);
  return lines;
}

describe('readRecords', () => {
  it('gives back what export writes, of every format and in every kind of file', async () => {
    const examples = sampleOf(20);
    for (const fileFormat of FILE_FORMATS) {
      for (const format of FORMAT_NAMES) {
        const options = { format, target: 'both', as: 'messages' } as const;
        const lines = await read(await write(fileFormat, options, examples));
        const wanted = examples.map((example) => JSON.parse(JSON.stringify(formatRecord(example, options))));
        assert.deepEqual(
          lines.map(({ record }) => record),
          wanted,
        );
        assert.deepEqual(
          lines.map(({ text }) => JSON.parse(text)),
          wanted,
        );
      }
    }
  });

  it('finds no record in an empty file of any kind', async () => {
    for (const fileFormat of FILE_FORMATS)
      assert.deepEqual(await read(await write(fileFormat, { format: 'text', target: 'both' }, [])), []);
  });

  it('gives the records ahead of the place where a JSON array is torn, and then says so', async () => {
    const path = await write('json', { format: 'alpaca', target: 'both' }, sampleOf(3));
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -10));
    const lines = await read(path);
    assert.deepEqual(
      lines.map(({ record }) => record !== null),
      [true, true, false],
    );
    assert.match(lines[2]?.problem ?? '', /^not JSON from here on: /);
    assert.equal(lines[2]?.place, `${path}, record 3`);
  });

  it('names the record of a JSON array that is no object', async () => {
    const path = join(dir, 'file');
    await writeFile(path, '[{"text": "one"}, 7, {"text": "two"}]');
    assert.deepEqual(
      (await read(path)).map(({ line, problem }) => [line, problem]),
      [
        [1, null],
        [2, 'a record is a JSON object'],
        [3, null],
      ],
    );
  });

  it('reads the Parquet of another writer, whose whole numbers have 64 bits, compressed as it likes', async () => {
    const path = join(dir, 'file');
    for (const codec of ['uncompressed', 'snappy', 'zstd', 'gzip', 'brotli']) {
      await query(
        `COPY (SELECT 'a' AS text, 2024::BIGINT AS year, ['x', 'y'] AS topics) TO '${path}' (FORMAT parquet, COMPRESSION ${codec})`,
      );
      assert.deepEqual((await read(path))[0]?.record, { text: 'a', year: 2024, topics: ['x', 'y'] }, codec);
    }
  });

  it('refuses a torn Parquet file, whose end has the directory of all', async () => {
    const path = await write('parquet', { format: 'alpaca', target: 'both' }, sampleOf(3));
    await writeFile(path, (await readFile(path)).subarray(0, -10));
    await assert.rejects(read(path), (error) => error instanceof UsageError && /no whole Parquet/.test(error.message));
  });
});

describe('a file of raw records', () => {
  it('is a source of examples, whichever kind of file it is', async () => {
    const examples = sampleOf(5);
    for (const fileFormat of FILE_FORMATS) {
      const source = await openExamples(await write(fileFormat, { format: 'raw', target: 'both' }, examples));
      const found: string[] = [];
      for await (const key of source.keys()) found.push((await source.read(key)).poster_markdown);
      assert.deepEqual(
        found,
        examples.map(({ poster_markdown }) => poster_markdown),
      );
    }
  });
});

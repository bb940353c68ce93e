import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRecord, type RecordOptions } from '../../src/dataset/formats/format-record.ts';
import { FORMAT_NAMES } from '../../src/dataset/formats/formats.ts';
import { TARGETS } from '../../src/dataset/instruction.ts';
import type { TrainingExample } from '../../src/model/schemas.ts';
import { DataSetDirectory, splitsIn } from '../../src/records/data-set-directory.ts';
import { openRecordFile } from '../../src/records/record-files.ts';
import { arbitraryExample } from '../helpers/arbitrary-example.ts';
import { columnsOf, query } from '../helpers/duckdb.ts';

const sampleOf = (count: number): TrainingExample[] =>
  fc.sample(arbitraryExample, { seed: 3, numRuns: count }).map((example, i) => ({ ...example, paper_id: `p${i}` }));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function write(fileFormat: 'jsonl' | 'json' | 'parquet', options: RecordOptions, examples: TrainingExample[]) {
  const path = join(dir, `file.${fileFormat}`);
  const file = await openRecordFile(`${path}.partial`, fileFormat, options);
  for (const example of examples) await file.add(formatRecord(example, options));
  await file.finish(path);
  return path;
}

describe('Parquet files', () => {
  it('hold text as text, conversations as lists of structs and layouts as JSON text', async () => {
    const columns = async (options: RecordOptions) => columnsOf(`'${await write('parquet', options, sampleOf(3))}'`);
    const text = 'VARCHAR';
    const chat = 'STRUCT("role" VARCHAR, "content" VARCHAR)[]';
    assert.deepEqual(await columns({ format: 'alpaca', target: 'both' }), {
      instruction: text,
      input: text,
      output: text,
    });
    assert.deepEqual(await columns({ format: 'text', target: 'both' }), { text });
    assert.deepEqual(await columns({ format: 'messages', target: 'both', images: [] }), {
      messages: chat,
      images: 'VARCHAR[]',
    });
    assert.deepEqual(await columns({ format: 'prompt-completion', target: 'both' }), {
      prompt: text,
      completion: text,
    });
    assert.deepEqual(await columns({ format: 'prompt-completion', target: 'both', as: 'messages' }), {
      prompt: chat,
      completion: chat,
    });
    assert.deepEqual(await columns({ format: 'sharegpt', target: 'both' }), {
      conversations: 'STRUCT("from" VARCHAR, "value" VARCHAR)[]',
    });
    const raw = await columns({ format: 'raw', target: 'both' });
    assert.deepEqual(
      [raw.year, raw.topics, raw.poster_layout, raw.quality_copy],
      ['INTEGER', 'VARCHAR[]', text, 'DOUBLE'],
    );
  });

  it('give back, to another reader, every record of every format and target in order', async () => {
    const examples = sampleOf(40);
    for (const format of FORMAT_NAMES.filter((each) => each !== 'raw')) {
      for (const target of TARGETS) {
        const options = { format, target, system: 'Be brief.' };
        const path = await write('parquet', options, examples);
        assert.deepEqual(
          await query(`FROM '${path}'`),
          examples.map((example) => formatRecord(example, options)),
        );
      }
    }
  });

  it('give back raw records: nulls as nulls, layouts as the JSON they were', async () => {
    const examples = sampleOf(40);
    const path = await write('parquet', { format: 'raw', target: 'both' }, examples);
    for (const [i, row] of (await query(`FROM '${path}'`)).entries()) {
      const { paper_id, year, conference, topics, poster_layout } = examples[i]!;
      assert.deepEqual([row.paper_id, row.year, row.conference, row.topics], [paper_id, year, conference, topics]);
      assert.deepEqual(JSON.parse(String(row.poster_layout)), poster_layout);
    }
  });

  it('are written in row groups, so that neither side needs the whole', async () => {
    const [example] = sampleOf(1);
    const long = { ...example!, paper_markdown: 'A sentence of the paper. '.repeat(40_000) };
    const path = await write(
      'parquet',
      { format: 'alpaca', target: 'both' },
      Array.from({ length: 40 }, () => long),
    );
    const [groups] = await query(`SELECT count(DISTINCT row_group_id) AS groups FROM parquet_metadata('${path}')`);
    assert.equal(Number(groups?.groups), 20);
    const [rows] = await query(`SELECT count(*) AS rows, min(length(input)) AS least FROM '${path}'`);
    assert.deepEqual([Number(rows?.rows), Number(rows?.least)], [40, long.paper_markdown.length]);
  });

  it('are sound files without a single record', async () => {
    const path = await write('parquet', { format: 'alpaca', target: 'both' }, []);
    assert.deepEqual(await query(`FROM '${path}'`), []);
  });
});

describe('JSON files', () => {
  it('have one schema for all lines, of every format', async () => {
    for (const format of FORMAT_NAMES) {
      const path = await write('jsonl', { format, target: 'both' }, sampleOf(40));
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
      assert.equal(new Set(lines.map((line) => Object.keys(JSON.parse(line)).join())).size, 1);
      const table = `read_json('${path}', format='newline_delimited')`;
      assert.equal((await query(`FROM ${table}`)).length, 40);
      const types = Object.values(await columnsOf(table));
      assert.ok(
        types.every((type) => !type.includes('JSON') || format === 'raw'),
        `${format}: ${types}`,
      );
    }
  });

  it('keep column_widths strings and year an integer or null', async () => {
    const path = await write('jsonl', { format: 'raw', target: 'both' }, sampleOf(40));
    const columns = await columnsOf(`read_json('${path}', format='newline_delimited')`);
    assert.equal(columns.year, 'BIGINT');
    assert.match(columns.poster_layout ?? '', /column_widths VARCHAR\[\]|"column_widths" VARCHAR\[\]/);
  });

  it('are arrays if asked, an empty one without records', async () => {
    const options = { format: 'alpaca', target: 'both' } as const;
    const examples = sampleOf(3);
    assert.deepEqual(
      JSON.parse(await readFile(await write('json', options, examples), 'utf8')),
      examples.map((example) => formatRecord(example, options)),
    );
    assert.equal(await readFile(await write('json', options, []), 'utf8'), '[]\n');
  });

  it('leave nothing behind when they are discarded', async () => {
    for (const fileFormat of ['jsonl', 'parquet'] as const) {
      const file = await openRecordFile(join(dir, 'x.partial'), fileFormat, { format: 'text', target: 'both' });
      await file.add({ text: 'x' });
      await file.discard();
    }
    assert.deepEqual(await readdir(dir), []);
  });
});

describe('DataSetDirectory', () => {
  const options = { format: 'alpaca', target: 'both' } as const;
  const fillShards = async (split: 'train' | 'test', shardBytes: number, examples: TrainingExample[]) => {
    const directory = new DataSetDirectory({ root: dir, split, fileFormat: 'parquet', record: options, shardBytes });
    for (const example of examples) await directory.add(formatRecord(example, options));
    await directory.finish();
    return (await splitsIn(dir, 'parquet')).find(({ name }) => name === split)?.files;
  };

  it('names its files by their number when it is known, and drops those of an earlier export', async () => {
    await fillShards('train', 1e9, sampleOf(2));
    await fillShards('test', 1e9, sampleOf(2));
    const names = await fillShards('train', 1, sampleOf(3));
    assert.deepEqual(
      names,
      [0, 1, 2].map((n) => `train-0000${n}-of-00003.parquet`),
    );
    assert.deepEqual((await readdir(dir)).sort(), ['test-00000-of-00001.parquet', ...names]);
    assert.deepEqual(await splitsIn(dir, 'parquet'), [
      { name: 'train', pattern: 'train-*.parquet', files: names },
      { name: 'test', pattern: 'test-*.parquet', files: ['test-00000-of-00001.parquet'] },
    ]);
    const rows = await query(`FROM '${dir}/train-*.parquet'`);
    assert.deepEqual(
      rows,
      sampleOf(3).map((example) => formatRecord(example, options)),
    );
  });

  it('is one empty file for a split without examples', async () => {
    assert.deepEqual(await fillShards('test', 10, []), ['test-00000-of-00001.parquet']);
    assert.ok((await stat(join(dir, 'test-00000-of-00001.parquet'))).size > 0);
  });
});

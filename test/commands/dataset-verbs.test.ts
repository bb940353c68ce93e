import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readRecord } from '../../src/dataset/formats/read-record.ts';
import { identityOf } from '../../src/dataset/identity/identity.ts';
import { TRUNCATION_MARK } from '../../src/dataset/truncate.ts';
import { openPlace } from '../helpers/binary.ts';
import { query } from '../helpers/duckdb.ts';
import { examplesOf, exported, keep, linesOf, parsedLines, withCopies } from '../helpers/examples.ts';
import { openOpinionServer } from '../servers/opinion-server.ts';

describe('split', () => {
  it('puts a paper and its copies on one side, whatever the order of the lines, and loses none', async () => {
    await using place = await openPlace();
    for (const format of ['raw', 'alpaca'] as const) {
      const lines = linesOf(exported(withCopies(examplesOf(30), 2), format));
      writeFileSync(join(place.dir, 'a.jsonl'), `${lines.join('\n')}\n`);
      writeFileSync(join(place.dir, 'b.jsonl'), `${lines.toReversed().join('\n')}\n`);
      const sides = ['train', 'validation', 'test'];
      const read = async (name: string) => {
        const shares = ['--test', '0.2', '--validation', '0.2', '--seed', '4'];
        assert.equal((await place.run(['split', `${name}.jsonl`, ...shares, '-o', name])).status, 0);
        return sides.map((side) => linesOf(readFileSync(join(place.dir, name, `${side}.jsonl`), 'utf8')));
      };
      const [forwards, backwards] = [await read('a'), await read('b')];
      const papers = forwards.map((lines) => new Set(lines.map((line) => identityOf(readRecord(JSON.parse(line))))));
      assert.equal(
        papers.reduce((sum, side) => sum + side.size, 0),
        30,
      );
      assert.ok(papers.every(({ size }) => size > 0));
      assert.deepEqual(forwards.flat().sort(), lines.toSorted());
      assert.deepEqual(
        backwards.map((lines) => lines.sort()),
        forwards.map((lines) => lines.sort()),
      );
    }
  });

  it('refuses papers that were cut, since their identity is that of the cut', async () => {
    await using place = await openPlace();
    const cut = examplesOf(3).map((example) => ({ ...example, paper_markdown: `One.\n\n${TRUNCATION_MARK}` }));
    writeFileSync(join(place.dir, 'cut.jsonl'), exported(cut, 'alpaca'));
    const { status, stderr } = await place.run(['split', 'cut.jsonl']);
    assert.equal(status, 2);
    assert.match(stderr, /^poster-stream: cut\.jsonl:1: the paper was cut .* Split first: export --format raw/);
    writeFileSync(join(place.dir, 'raw.jsonl'), exported(cut, 'raw'));
    assert.equal((await place.run(['split', 'raw.jsonl'])).status, 0);
    assert.deepEqual(readdirSync(join(place.dir, 'raw')).sort(), ['test.jsonl', 'train.jsonl']);
  });
});

describe('split without a directory', () => {
  it('makes one that is named for the file, and none for a file that is not there', async () => {
    await using place = await openPlace();
    for (const name of ['a.jsonl', 'b']) writeFileSync(join(place.dir, name), exported(examplesOf(2), 'raw'));
    for (const name of ['a.jsonl', 'b', 'c.jsonl']) await place.run(['split', name]);
    const folders = readdirSync(place.dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(folders.map(({ name }) => name).sort(), ['a', 'b-split']);
  });
});

describe('a file that is none', () => {
  it('is told as what it is', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(1));
    const told = async (path: string) => (await place.run(['validate', path, '--for', 'trl'])).stderr;
    assert.match(await told('nowhere.jsonl'), /^poster-stream: There is no nowhere\.jsonl\n$/);
    assert.match(await told('out'), /^poster-stream: out is a directory: name a file in it/);
  });
});

describe('merge', () => {
  it('takes each paper once, tells a torn last line, and keeps a paper’s copies of one shard', async () => {
    await using place = await openPlace();
    for (const format of ['raw', 'alpaca'] as const) {
      const lines = linesOf(exported(withCopies(examplesOf(6), 1), format));
      writeFileSync(join(place.dir, '0.jsonl'), `${lines.slice(0, 8).join('\n')}\n${lines[0]}\n`);
      writeFileSync(join(place.dir, '1.jsonl'), `${lines.slice(6).join('\n')}\n{"paper_id": "p9", "inst`);
      const { status, stdout, stderr } = await place.run(['merge', '0.jsonl', '1.jsonl']);
      assert.equal(status, 0, stderr);
      assert.deepEqual(linesOf(stdout), lines);
      assert.match(stderr, /1\.jsonl:7: torn off; left out/);
      assert.match(stderr, /12 records, 3 duplicates dropped, 1 torn and 0 broken lines left out/);
    }
  });

  it('takes a file with a byte order mark whole, as validate does not', async () => {
    await using place = await openPlace();
    const text = exported(examplesOf(3), 'messages');
    writeFileSync(join(place.dir, 'lines.jsonl'), `\uFEFF${text}`);
    writeFileSync(join(place.dir, 'array.json'), `\uFEFF[${linesOf(text).join(',')}]`);
    for (const name of ['lines.jsonl', 'array.json']) {
      const { status, stdout } = await place.run(['merge', name]);
      assert.deepEqual([status, linesOf(stdout)], [0, linesOf(text)]);
      const checked = await place.run(['validate', name, '--for', 'trl']);
      assert.match(checked.stdout, /: a byte order mark stands before the first record/);
    }
    writeFileSync(join(place.dir, 'latin.jsonl'), Buffer.from('{"text":"caf\xe9"}\n', 'latin1'));
    const { status, stdout } = await place.run(['validate', 'latin.jsonl', '--for', 'trl']);
    assert.deepEqual([status, stdout], [1, 'latin.jsonl:1: the bytes are no UTF-8\n']);
  });

  it('ends quietly when its reader has seen enough', async () => {
    await using place = await openPlace();
    writeFileSync(join(place.dir, 'a.jsonl'), exported(withCopies(examplesOf(60), 3), 'alpaca'));
    const { child, ended } = place.start(['merge', 'a.jsonl', '--quiet']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { status, stderr } = await ended;
    assert.deepEqual([status, stderr], [0, '']);
  });

  it('ends with 1 for a broken line in the middle, and with 2 before anything is written for a file that is not there', async () => {
    await using place = await openPlace();
    writeFileSync(join(place.dir, 'a.jsonl'), '{"text": "one"}\nnot json\n{"foo": 1}\n{"text": "two"}\n');
    const { status, stderr } = await place.run(['merge', 'a.jsonl', '-o', 'all.jsonl']);
    assert.equal(status, 1);
    assert.match(stderr, /a\.jsonl:2: not JSON[\s\S]*a\.jsonl:3: no known record format has the keys foo/);
    assert.equal(readFileSync(join(place.dir, 'all.jsonl'), 'utf8'), '{"text": "one"}\n{"text": "two"}\n');
    const missing = await place.run(['merge', 'a.jsonl', 'b.jsonl']);
    assert.deepEqual([missing.status, missing.stdout], [2, '']);
  });
});

describe('a data set as one JSON array or as Parquet', () => {
  it('is merged into lines, split, validated and evaluated like one of lines', async () => {
    await using place = await openPlace();
    const examples = examplesOf(12);
    keep(place.dir, examples);
    const lines = exported(examples, 'raw');
    for (const kind of ['json', 'parquet']) {
      const file = `all.${kind}`;
      const done = async (...args: string[]) => {
        const ended = await place.run(args);
        assert.equal(ended.status, 0, ended.stderr + ended.stdout);
        return ended.stdout;
      };
      await done('export', 'out', '--format', 'raw', '--export-format', kind, '-o', file);
      assert.equal(await done('merge', file), lines);
      await done('split', file, '--test', '0.3', '-o', kind);
      const sides = ['train', 'test'].map((side) => readFileSync(join(place.dir, kind, `${side}.jsonl`), 'utf8'));
      assert.deepEqual(sides.flatMap(linesOf).sort(), linesOf(lines).sort());
      assert.equal(JSON.parse(await done('evaluate', file, file, '--json')).means.box_iou, 1);
      await done('export', file, '--format', 'messages', '--export-format', kind, '-o', `chat.${kind}`);
      assert.match(await done('validate', `chat.${kind}`, '--for', 'trl'), /12 messages records are ready/);
      const strict = await place.run(['validate', `chat.${kind}`, '--for', 'together']);
      assert.equal(strict.status, 1);
      assert.match(strict.stdout, /together takes JSON Lines, not .*; poster-stream merge/);
    }
  });
});

describe('split --exclude', () => {
  it("keeps a benchmark's papers out of every side, and says how many", async () => {
    await using place = await openPlace();
    const examples = examplesOf(20);
    writeFileSync(join(place.dir, 'all.jsonl'), exported(examples, 'alpaca'));
    writeFileSync(join(place.dir, 'benchmark.csv'), 'paper_id,title\nx,"title 3"\ny,TITLE 7\nz,Not here\n');
    const args = ['split', 'all.jsonl', '--test', '0.3', '-o', 'sides', '--exclude', 'benchmark.csv'];
    const { status, stderr } = await place.run(args);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /2 records left out by --exclude/);
    const left = ['train', 'test'].flatMap((side) =>
      linesOf(readFileSync(join(place.dir, 'sides', `${side}.jsonl`), 'utf8')),
    );
    assert.equal(left.length, 18);
    assert.doesNotMatch(left.join('\n'), /Title: Title [37]\\n/);
  });
});

describe('validate', () => {
  it('says that a file is ready, or names lines and ends with 1', async () => {
    await using place = await openPlace();
    const text = exported(examplesOf(12), 'messages');
    writeFileSync(join(place.dir, 'good.jsonl'), text);
    const good = await place.run(['validate', 'good.jsonl', '--for', 'openai']);
    assert.equal(good.status, 0);
    assert.match(good.stdout, /^good\.jsonl: 12 messages records are ready for openai, \d+ tokens/);
    writeFileSync(join(place.dir, 'bad.jsonl'), `${text}{"text": "x"}\n{"messages": [\n`);
    const bad = await place.run(['validate', 'bad.jsonl', '--for', 'openai']);
    assert.equal(bad.status, 1);
    assert.match(bad.stdout, /^bad\.jsonl:13: openai does not load text[^\n]*\n[\s\S]*bad\.jsonl:14: not JSON/);
    assert.equal((await place.run(['validate', 'good.jsonl'])).status, 2);
  });
});

describe('evaluate', () => {
  it('gives a prediction equal to its reference full marks, by paper_id whatever the order', async () => {
    await using place = await openPlace();
    const text = exported(examplesOf(5), 'raw');
    writeFileSync(join(place.dir, 'ref.jsonl'), text);
    writeFileSync(join(place.dir, 'pred.jsonl'), `${linesOf(text).reverse().join('\n')}\n`);
    const { status, stdout } = await place.run(['evaluate', 'pred.jsonl', 'ref.jsonl', '--json']);
    assert.equal(status, 0);
    const { examples, readings, means } = JSON.parse(stdout);
    assert.deepEqual([examples, readings.valid, means.section_f1, means.box_iou, means.rouge_l], [5, 5, 1, 1, 1]);
    const table = await place.run(['evaluate', 'pred.jsonl', 'ref.jsonl', '--per-example']);
    assert.equal(linesOf(table.stdout).filter((line) => /^p\d+\tvalid\t1\.0000/.test(line)).length, 5);
    assert.match(table.stdout, /section_f1 +1\.000 {2}the reference's sections are there, and no others\n/);
  });

  it('takes fenced and broken answers line by line, and counts how they were read', async () => {
    await using place = await openPlace();
    const text = exported(examplesOf(4), 'alpaca');
    writeFileSync(join(place.dir, 'ref.jsonl'), text);
    const answers = parsedLines(text).map((record) => ('output' in record ? String(record.output) : ''));
    const said = [answers[0], `\`\`\`json\n${answers[1]}\n\`\`\``, answers[2]!.slice(0, -40), 'I cannot.'];
    writeFileSync(
      join(place.dir, 'pred.jsonl'),
      said.map((prediction) => `${JSON.stringify({ prediction })}\n`).join(''),
    );
    const { stdout } = await place.run(['evaluate', 'pred.jsonl', 'ref.jsonl', '--json']);
    const { readings, means } = JSON.parse(stdout);
    assert.deepEqual(readings, { valid: 1, fenced: 1, repaired: 1, unreadable: 1 });
    assert.equal(means.json_valid, 1 / 4);
    assert.equal(means.section_f1, 3 / 4);
  });

  it('refuses files of unequal length or with other papers', async () => {
    await using place = await openPlace();
    const lines = linesOf(exported(examplesOf(3), 'raw'));
    writeFileSync(join(place.dir, 'ref.jsonl'), `${lines.join('\n')}\n`);
    writeFileSync(join(place.dir, 'short.jsonl'), `${lines.slice(1).join('\n')}\n`);
    const short = await place.run(['evaluate', 'short.jsonl', 'ref.jsonl']);
    assert.equal(short.status, 2);
    assert.match(short.stderr, /short\.jsonl has 2 lines, ref\.jsonl has 3 lines/);
    writeFileSync(join(place.dir, 'other.jsonl'), `${lines.join('\n').replace('"p001"', '"q1"')}\n`);
    const other = await place.run(['evaluate', 'other.jsonl', 'ref.jsonl']);
    assert.equal(other.status, 2);
    assert.match(other.stderr, /other\.jsonl has q1/);
  });

  it('writes a sheet that does not tell which poster is the model’s, and a key that does', async () => {
    await using place = await openPlace();
    const examples = examplesOf(20).map((example) => ({ ...example, poster_markdown: '=HYPERLINK("reference")' }));
    const text = exported(examples, 'raw');
    writeFileSync(join(place.dir, 'ref.jsonl'), text);
    writeFileSync(join(place.dir, 'pred.jsonl'), text.replaceAll('reference', 'prediction'));
    await place.run(['evaluate', 'pred.jsonl', 'ref.jsonl', '--sheet', 'rate.csv']);
    const rows = await query(`FROM read_csv('${join(place.dir, 'rate.csv')}', all_varchar=true)`);
    const keys = await query(`FROM read_csv('${join(place.dir, 'rate.key.csv')}', all_varchar=true)`);
    assert.equal(rows.length, 20);
    for (const [i, row] of rows.entries()) assert.equal(row.poster_a, `'=HYPERLINK("${keys[i]?.a}")`);
    assert.equal(new Set(keys.map(({ a }) => a)).size, 2);
    assert.ok(!Object.keys(rows[0]!).some((column) => /prediction|reference|paper_id/.test(column)));
  });

  it('asks a model for a quiz and a judgement, and sends it no key that was configured for Claude', async () => {
    await using place = await openPlace();
    await using server = await openOpinionServer((question) => ({ content: opinionOn(question) }));
    writeFileSync(join(place.dir, 'ref.jsonl'), exported(examplesOf(2), 'raw'));
    writeFileSync(join(place.dir, 'poster-stream.config.json'), '{ "apiKey": "claude-secret" }');
    writeFileSync(join(place.dir, 'judge.key'), 'judge-secret\n');
    const asked = ['evaluate', 'ref.jsonl', 'ref.jsonl', '--json', '--quiz', '2', '--judge', '--model', 'judge'];
    const { status, stdout, stderr } = await place.run([...asked, '--base-url', server.baseUrl]);
    assert.equal(status, 0, stderr);
    const { means } = JSON.parse(stdout);
    assert.deepEqual([means.paper_quiz, means.judge_clarity, means.judge_flow], [1 / 2, 3 / 4, 1]);
    assert.equal(server.keys.length, 6);
    assert.ok(!server.keys.join().includes('claude-secret'));
    await place.run([...asked, '--base-url', server.baseUrl, '--api-key-file', 'judge.key']);
    assert.deepEqual(new Set(server.keys.slice(6)), new Set(['Bearer judge-secret']));
  });
});

/** Two questions about any paper, one of them answered right; and a mark for each aspect. */
function opinionOn(question: string): string {
  if (question.includes('POSTER:') && question.includes('PAPER:'))
    return '{"elements": 3, "layout": 3, "engagement": 3, "clarity": 4, "content": 3, "flow": 5}';
  if (question.includes('PAPER:'))
    return JSON.stringify({
      questions: ['What?', 'Why?'].map((asked) => ({ question: asked, right: 'so', wrong: ['not', 'never', 'no'] })),
    });
  const right = /([A-H])\. so$/m.exec(question)?.[1];
  return JSON.stringify({ answers: [right, 'none'] });
}

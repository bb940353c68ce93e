import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { openPlace } from '../helpers/binary.ts';
import { query } from '../helpers/duckdb.ts';
import { examplesOf, exported, keep, linesOf, parsedLines } from '../helpers/examples.ts';

describe('export', () => {
  it('writes what run --export-only writes, in any format', async () => {
    await using place = await openPlace();
    const examples = examplesOf(5);
    keep(place.dir, examples);
    for (const format of ['alpaca', 'raw'] as const) {
      const { status, stdout } = await place.run(['export', 'out', '--format', format]);
      assert.equal(status, 0);
      assert.equal(stdout, exported(examples, format));
      const same = await place.run(['--export-only', '--output-dir', 'out', '--format', format]);
      assert.equal(same.stdout, stdout);
    }
  });

  it('writes Parquet to stdout and to a file, and the file is whole or absent', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(5));
    const { status } = await place.run(['export', 'out', '--export-format', 'parquet', '-o', 'a.parquet']);
    assert.equal(status, 0);
    const rows = await query(`SELECT instruction FROM '${join(place.dir, 'a.parquet')}'`);
    assert.equal(rows.length, 5);
    assert.match(String(rows[0]?.instruction), /Title: Title 0/);
    const piped = place.start(['export', 'out', '--export-format', 'parquet']);
    const chunks: Buffer[] = [];
    piped.child.stdout?.on('data', (chunk) => chunks.push(chunk));
    assert.equal((await piped.ended).status, 0);
    assert.deepEqual(Buffer.concat(chunks), readFileSync(join(place.dir, 'a.parquet')));
    const nowhere = await place.run(['export', 'out', '-o', 'no/such/dir.jsonl']);
    assert.equal(nowhere.status, 2);
    assert.match(
      nowhere.stderr,
      /^poster-stream: no\/such\/dir\.jsonl cannot be written: there is no directory no\/such$/m,
    );
    assert.deepEqual(
      readdirSync(place.dir).filter((name) => name.includes('partial')),
      [],
    );
  });

  it('takes the form from the ending of the file, and refuses a contradiction', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(3));
    const startOf = (name: string, length: number) => readFileSync(join(place.dir, name)).toString('latin1', 0, length);
    assert.equal((await place.run(['export', 'out', '-o', 'x.parquet'])).status, 0);
    assert.equal(startOf('x.parquet', 4), 'PAR1');
    assert.equal((await place.run(['export', 'out', '-o', 'x.json'])).status, 0);
    assert.equal(startOf('x.json', 1), '[');
    const torn = await place.run(['export', 'out', '-o', 'x.parquet', '--export-format', 'jsonl']);
    assert.equal(torn.status, 2);
    assert.match(torn.stderr, /-o x\.parquet has the ending of parquet, and --export-format says jsonl/);
  });

  it('ends quietly when the reader of a finished file has seen enough', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(200));
    for (const args of [
      ['--export-format', 'parquet'],
      ['--format', 'coco'],
    ]) {
      const { child, ended } = place.start(['export', 'out', '--quiet', ...args]);
      child.stdout?.once('data', () => child.stdout?.destroy());
      const { status, stderr } = await ended;
      assert.deepEqual([status, stderr], [0, '']);
    }
  });

  it('writes a directory that the Hub and LLaMA-Factory load: shards, card and dataset_info.json', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(12));
    const args = ['export', 'out', '--format', 'sharegpt', '--dataset', 'test', '-o', 'data/'];
    assert.equal((await place.run(args)).status, 0);
    assert.deepEqual(readdirSync(join(place.dir, 'data')).sort(), [
      'README.md',
      'dataset_info.json',
      'test-00000-of-00001.jsonl',
    ]);
    const card = readFileSync(join(place.dir, 'data', 'README.md'), 'utf8');
    assert.match(
      card,
      /^---\n[\s\S]*configs:\n {2}- config_name: default\n {4}data_files:\n {6}- split: test\n {8}path: test-\*\.jsonl\n---\n/,
    );
    const info = JSON.parse(readFileSync(join(place.dir, 'data', 'dataset_info.json'), 'utf8'));
    assert.equal(info.poster_stream_test.file_name, 'test-00000-of-00001.jsonl');
    const [row] = parsedLines(readFileSync(join(place.dir, 'data', info.poster_stream_test.file_name), 'utf8'));
    assert.ok(row && info.poster_stream_test.columns.messages in row);
    assert.equal((await place.run(['export', 'out', '--format', 'sharegpt', '-o', 'data/'])).status, 0);
    const both = JSON.parse(readFileSync(join(place.dir, 'data', 'dataset_info.json'), 'utf8'));
    assert.deepEqual(Object.keys(both), ['poster_stream', 'poster_stream_test']);
  });

  it('writes half a surrogate pair as U+FFFD, so that other readers of JSON take every format', async () => {
    await using place = await openPlace();
    const [example] = examplesOf(1);
    const half = { ...example!, paper_title: 'A \udc00 title', poster_markdown: '# Poster \ud835 😀' };
    keep(place.dir, [half]);
    for (const format of ['alpaca', 'messages', 'sharegpt', 'text', 'raw'] as const) {
      const name = `${format}.jsonl`;
      assert.equal((await place.run(['export', 'out', '--format', format, '-o', name])).status, 0);
      const rows = await query(`FROM read_json('${join(place.dir, name)}', format = 'newline_delimited')`);
      const said = JSON.stringify(rows);
      assert.ok(said.includes('A \uFFFD title') && said.includes('😀') && !said.includes('\\ud'), said);
    }
  });

  it('refuses an option that would have no effect, and says what it needs', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(1));
    for (const [args, advice] of [
      [['--images'], 'pictures go with --format messages or sharegpt'],
      [['--system', 'Be brief.'], 'a system turn goes with --format messages or sharegpt'],
      [['--as', 'messages'], 'it goes with --format prompt-completion'],
      [['--format', 'raw', '--target', 'layout'], 'raw and coco hold the whole poster'],
      [['--format', 'coco', '--export-format', 'parquet'], 'coco is one JSON document of its own'],
      [['--copies', '2'], 'say with --augment what is to vary'],
      [['--truncate', 'sections'], 'say with --max-input-tokens how long a paper may be'],
    ] as const) {
      for (const verb of [
        ['export', 'out'],
        ['--export-only', '--output-dir', 'out'],
      ].slice(0, args[0] === '--images' ? 1 : 2)) {
        const { status, stdout, stderr } = await place.run([...verb, ...args]);
        assert.deepEqual([status, stdout], [2, ''], args.join(' '));
        assert.match(stderr, new RegExp(`^poster-stream: --[a-z-]+ would have no effect: ${advice}`));
      }
    }
    // Of a file of options only what this command can use is meant for it.
    writeFileSync(join(place.dir, 'poster-stream.config.json'), JSON.stringify({ system: 'Be brief.', copies: 3 }));
    assert.equal((await place.run(['export', 'out'])).status, 0);
  });

  it('names the kept pictures of a poster, as many as it has <image> tokens', async () => {
    await using place = await openPlace();
    const examples = examplesOf(2);
    keep(place.dir, examples);
    const figures = join('out', 'poster_parsed', examples[0]!.paper_id, 'figures');
    mkdirSync(join(place.dir, figures), { recursive: true });
    for (const name of ['fig_10.png', 'fig_2.png']) writeFileSync(join(place.dir, figures, name), '');
    const { stdout } = await place.run(['export', 'out', '--format', 'messages', '--images']);
    const [shown, bare] = linesOf(stdout);
    assert.deepEqual(
      JSON.parse(shown!).images,
      ['fig_2.png', 'fig_10.png'].map((name) => join(figures, name)),
    );
    assert.equal(shown!.split('<image>').length - 1, 2);
    assert.deepEqual(JSON.parse(bare!).images, []);
    const args = ['export', 'out', '--format', 'messages', '--images', '--export-format', 'parquet', '-o', 'a.parquet'];
    assert.equal((await place.run(args)).status, 0);
    const rows = await query(`SELECT len(images) AS pictures FROM '${join(place.dir, 'a.parquet')}'`);
    assert.deepEqual(rows, [{ pictures: '2' }, { pictures: '0' }]);
    writeFileSync(join(place.dir, 'raw.jsonl'), exported(examples, 'raw'));
    const refused = await place.run(['export', 'raw.jsonl', '--format', 'messages', '--images']);
    assert.match(refused.stderr, /^poster-stream: --images: a file of raw records keeps no pictures/);
  });

  it('writes the boxes as one COCO document, every box inside its image', async () => {
    await using place = await openPlace();
    const examples = examplesOf(6);
    keep(place.dir, examples);
    const { stdout, stderr } = await place.run(['export', 'out', '--format', 'coco']);
    assert.match(
      stderr,
      /^No picture under \. \(--data-dir\) for 6 posters: their boxes are in pixels of a poster 1000 high$/m,
    );
    const { images, annotations, categories } = JSON.parse(stdout);
    assert.equal(images.length, 6);
    assert.equal(categories.length, 9);
    assert.deepEqual(
      annotations.map(({ id }: { id: number }) => id),
      annotations.map((_: unknown, i: number) => i + 1),
    );
    for (const { bbox, image_id, area } of annotations) {
      const { width, height } = images.find(({ id }: { id: number }) => id === image_id);
      assert.ok(bbox[0] + bbox[2] <= width + 0.2 && bbox[1] + bbox[3] <= height + 0.2 && area >= 0);
    }
    const refused = await place.run(['--export-only', '--output-dir', 'out', '--format', 'coco']);
    assert.equal(refused.status, 2);
  });

  it('cuts papers to --max-input-tokens and says how many', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(4));
    const { stdout, stderr } = await place.run(['export', 'out', '--max-input-tokens', '200']);
    assert.match(stderr, /4 examples exported · 4 cut to --max-input-tokens/);
    const { status } = await place.run(['validate', '-', '--for', 'axolotl']);
    assert.equal(status, 2);
    writeFileSync(join(place.dir, 'cut.jsonl'), stdout);
    const checked = await place.run([
      'validate',
      'cut.jsonl',
      '--for',
      'axolotl',
      '--max-input-tokens',
      '100',
      '--json',
    ]);
    assert.equal(checked.status, 1);
    assert.equal(JSON.parse(checked.stdout).problems, 4);
    for (const record of parsedLines(stdout)) assert.ok('input' in record && String(record.input).length < 1500);
  });

  it('adds copies, leaves out what is ungrounded and balances, the same on every run', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(8));
    const args = ['export', 'out', '--format', 'raw', '--augment', 'jitter-layout,recolour', '--copies', '2'];
    const { stdout } = await place.run(args);
    assert.equal(linesOf(stdout).length, 24);
    assert.equal((await place.run(args)).stdout, stdout);
    const poor = await place.run(['export', 'out', '--min-grounding', '1', '--require-figures']);
    assert.deepEqual([poor.status, poor.stdout], [0, '']);
    assert.match(poor.stderr, /8 left out/);
    const balanced = parsedLines(
      (await place.run(['export', 'out', '--format', 'raw', '--balance', 'columns'])).stdout,
    );
    assert.ok(balanced.length >= 8 && balanced.length <= 32);
    assert.equal((await place.run(['export', 'out', '--augment', 'nonsense'])).status, 2);
  });

  it('drops with --dedupe a poster that looks like an earlier one, and keeps one that it cannot look at', async () => {
    await using place = await openPlace();
    const [one, same, other, gone] = examplesOf(4);
    const drawing = (shapes: string) =>
      sharp(Buffer.from(`<svg width="800" height="600"><rect width="800" height="600" fill="#fff"/>${shapes}</svg>`));
    const boxes =
      '<rect x="20" y="150" width="370" height="420" fill="#036"/><circle cx="600" cy="300" r="90" fill="#c00"/>';
    await drawing(boxes).png().toFile(join(place.dir, 'one.png'));
    await drawing(boxes).resize({ width: 500 }).jpeg({ quality: 60 }).toFile(join(place.dir, 'same.jpg'));
    await drawing('<rect x="420" y="20" width="370" height="120"/><rect y="300" width="200" height="90"/>')
      .png()
      .toFile(join(place.dir, 'other.png'));
    const files = ['one.png', 'same.jpg', 'other.png', 'gone.png'];
    keep(
      place.dir,
      [one, same, other, gone].map((example, i) => ({
        ...example!,
        poster_layout: { ...example!.poster_layout, poster_path: files[i]! },
      })),
    );
    const { status, stdout, stderr } = await place.run(['export', 'out', '--format', 'raw', '--dedupe']);
    assert.equal(status, 0);
    assert.deepEqual(
      linesOf(stdout).map((line) => JSON.parse(line).poster_layout.poster_path),
      ['one.png', 'other.png', 'gone.png'],
    );
    assert.match(stderr, /1 near duplicate dropped · 1 poster could not be compared/);
  });

  it('tells an example that cannot be read and exports the others', async () => {
    await using place = await openPlace();
    keep(place.dir, examplesOf(3));
    writeFileSync(join(place.dir, 'out', 'training_data', 'p001.json'), '{"paper_id":');
    const { status, stdout, stderr } = await place.run(['export', 'out']);
    assert.equal(status, 1);
    assert.equal(linesOf(stdout).length, 2);
    assert.match(stderr, /p001\.json holds no training example/);
    assert.equal((await place.run(['export', 'nowhere'])).status, 2);
  });
});

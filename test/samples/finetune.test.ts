import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import { arbitraryExample } from '../helpers/arbitrary-example.ts';
import { BINARY } from '../helpers/binary.ts';

const RECIPES = fileURLToPath(new URL('../../samples/finetune', import.meta.url));
const run = promisify(execFile);
const skip = (program: string) =>
  spawnSync(program, ['--version']).status === 0 ? false : `${program} is not installed`;

const files = await readdir(RECIPES, { recursive: true });
const ending = (suffix: string) => files.filter((name) => name.endsWith(suffix));
const read = (name: string) => readFile(join(RECIPES, name), 'utf8');

describe('the recipes', () => {
  test('Python files compile', { skip: skip('python3') }, async () => {
    const check = 'import sys; [compile(open(f, encoding="utf-8").read(), f, "exec") for f in sys.argv[1:]]';
    await run('python3', ['-c', check, ...ending('.py').map((name) => join(RECIPES, name))]);
  });

  test('shell scripts, YAML and JSON parse', { skip: skip('bash') }, async () => {
    for (const name of ending('.sh')) await run('bash', ['-n', join(RECIPES, name)]);
    for (const name of ending('.yaml')) assert.equal(typeof parseYaml(await read(name), { strict: true }), 'object');
    for (const name of ending('.json')) assert.equal(typeof JSON.parse(await read(name)), 'object');
  });

  test('no recipe has a prompt of its own', async () => {
    for (const name of [...ending('.py'), ...ending('.yaml'), ...ending('.sh')]) {
      assert.doesNotMatch(await read(name), /### (Instruction|Input|Response)|Generate an academic poster/, name);
    }
  });

  test('every recipe is in the table of the README', async () => {
    const readme = await read('README.md');
    for (const name of files.filter((file) => /\.(py|sh|ya?ml|json)$/.test(file)))
      assert.ok(readme.includes(name), name);
  });
});

describe('what prepare.sh makes', { skip: skip('bash') || skip('python3') }, () => {
  let folder = '';
  const record = async (name: string): Promise<Record<string, unknown>> =>
    JSON.parse((await readFile(join(folder, 'dataset', name), 'utf8')).split('\n', 1)[0]!);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'poster-stream-recipes-'));
    const shim = join(folder, 'poster-stream');
    await writeFile(shim, `#!/bin/sh\nexec "${process.execPath}" "${BINARY}" "$@"\n`, { mode: 0o755 });
    const examples = fc
      .sample(arbitraryExample, { numRuns: 60, seed: 1 })
      .map((example, i) => ({ ...example, paper_id: `p${i}` }));
    await writeFile(join(folder, 'raw.jsonl'), examples.map((example) => `${JSON.stringify(example)}\n`).join(''));
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
    await run('bash', [join(RECIPES, 'prepare.sh'), 'raw.jsonl'], { cwd: folder, env });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('poster_data.py reads the records that TRL, Unsloth and inference use', async () => {
    for (const side of ['train', 'validation', 'test']) {
      const path = join(folder, 'dataset/prompt-completion', `${side}.jsonl`);
      const { stdout } = await run('python3', [join(RECIPES, 'poster_data.py'), path]);
      assert.match(stdout, /[1-9]\d* records/);
    }
  });

  test('poster_data.py names the line that another format has', async () => {
    const path = join(folder, 'dataset/messages/train.jsonl');
    await assert.rejects(
      run('python3', [join(RECIPES, 'poster_data.py'), path]),
      /train\.jsonl:1: export with --format/,
    );
  });

  test('axolotl finds its files, and the fields that it names', async () => {
    const config = parseYaml(await read('axolotl.yaml'));
    for (const { path, field_messages, message_property_mappings } of [...config.datasets, ...config.test_datasets]) {
      const found = await record(path.replace(/^dataset\//, ''));
      const turns = found[field_messages];
      assert.ok(Array.isArray(turns));
      for (const key of Object.values<string>(message_property_mappings)) assert.equal(typeof turns[0][key], 'string');
      assert.equal(turns.at(-1)[message_property_mappings.role], config.datasets[0].roles_to_train[0]);
    }
  });

  test('LLaMA-Factory finds its data set by name, and the columns and tags that it describes', async () => {
    const config = parseYaml(await read('llama-factory.yaml'));
    const place = config.dataset_dir.replace(/^dataset\//, '');
    const { file_name, columns, tags } = JSON.parse(
      await readFile(join(folder, 'dataset', place, 'dataset_info.json'), 'utf8'),
    )[config.dataset];
    const turns = (await record(`${place}/${file_name}`))[columns.messages];
    assert.ok(Array.isArray(turns));
    assert.deepEqual(
      turns.map((turn) => turn[tags.role_tag]),
      [tags.user_tag, tags.assistant_tag],
    );
    assert.equal(typeof turns[0][tags.content_tag], 'string');
  });

  test('Together AI, axolotl and LLaMA-Factory accept the files', async () => {
    const checks = { together: 'messages', axolotl: 'messages', trl: 'prompt-completion' };
    for (const [service, format] of Object.entries(checks)) {
      await run(process.execPath, [
        BINARY,
        'validate',
        join(folder, 'dataset', format, 'train.jsonl'),
        '--for',
        service,
      ]);
    }
  });

  test('a prompt without its completion is word for word the one that was trained on', async () => {
    const { prompt, completion } = await record('prompt-completion/train.jsonl');
    const { messages } = await record('messages/train.jsonl');
    assert.ok(Array.isArray(prompt) && Array.isArray(completion));
    assert.deepEqual([...prompt, ...completion], messages);
  });
});

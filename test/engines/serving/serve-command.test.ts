import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { serveCommandLine } from '../../../src/engines/serving/serve-command.ts';
import { UsageError } from '../../../src/model/usage-error.ts';

const plain = { model: 'Qwen/Qwen3-VL-8B-Instruct', port: 8001, gpu: '2' };

test('model, port and GPU are put where the template has them, and the GPU into CUDA_VISIBLE_DEVICES', () => {
  assert.equal(
    serveCommandLine({ ...plain, template: 'docker run --gpus device={gpu} image --model {model} --port {port}' }),
    'export CUDA_VISIBLE_DEVICES=2; docker run --gpus device=2 image --model Qwen/Qwen3-VL-8B-Instruct --port 8001',
  );
});

test('a template without a place for them is refused', () => {
  for (const template of ['vllm serve {model}', 'serve --port {port}', '']) {
    assert.throws(() => serveCommandLine({ ...plain, template }), UsageError);
  }
});

test('whatever a model is called, the shell takes it as one word', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(name, (model) => {
      const line = serveCommandLine({ ...plain, model, template: `printf '%s|' {model} {port}` });
      assert.equal(execFileSync('/bin/sh', ['-c', line]).toString(), `${model}|8001|`);
    }),
    { numRuns: 30 },
  );
});

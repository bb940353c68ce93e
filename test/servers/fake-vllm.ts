/**
 * Stands in for `vllm serve MODEL --port PORT`: loads nothing, but starts a process of its own as vLLM does, serves the
 * model's answers, and fails as `faults.json` in its folder says. Each start is noted in `starts.jsonl`.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openChatServer } from './chat-server.ts';
import { dolphinAnswer } from './dolphin-answer.ts';
import { qwenAnswer } from './qwen-answer.ts';

export interface Faults {
  /** The model that they befall; all where it is absent. */
  model?: string;
  /** Milliseconds until it answers. */
  slowStart?: number;
  outOfMemory?: boolean;
  /** Requests after which the process ends. */
  crashAfter?: number;
  /** Requests after which it answers no more. */
  hangAfter?: number;
}

export interface Start {
  model: string;
  gpu: string;
  /** Of the server, and of what it started. */
  pids: number[];
  args: string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, 'attention-backend': { type: 'string' } },
});
const [verb, model = ''] = positionals;
if (verb !== 'serve') throw new Error(`vllm: unknown verb ${verb}`);

const engine = spawn('sleep', ['600'], { stdio: 'ignore' });
const gpu = process.env.CUDA_VISIBLE_DEVICES ?? '';
const start: Start = { model, gpu, pids: [process.pid, engine.pid ?? 0], args: process.argv.slice(2) };
appendFileSync('starts.jsonl', `${JSON.stringify(start)}\n`);

const said: Faults = existsSync('faults.json') ? JSON.parse(readFileSync('faults.json', 'utf8')) : {};
const { slowStart = 0, outOfMemory, crashAfter, hangAfter } = model.includes(said.model ?? '') ? said : {};
console.log(`INFO [api_server.py:1213] vLLM API server, model ${model}`);
await sleep(slowStart);
if (outOfMemory) {
  console.error(
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.90 GiB. GPU 0 has a total capacity of 8.00 GiB',
  );
  console.error('RuntimeError: Engine core initialization failed. See root cause above.');
  process.exit(1);
}
await openChatServer({
  model,
  port: Number(values.port),
  answer: model.includes('Dolphin') ? dolphinAnswer : qwenAnswer,
  fate: (nth) => {
    if (crashAfter !== undefined && nth >= crashAfter) {
      console.error('RuntimeError: CUDA error: an illegal memory access was encountered');
      process.exit(134);
    }
    return hangAfter !== undefined && nth >= hangAfter ? 'hang' : 'answered';
  },
});

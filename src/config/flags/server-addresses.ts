/** The models of the original pipeline, and where they are served. */
import { z } from 'zod';
import { BOX_UNITS } from '../../poster/layout/grounded-boxes.ts';
import { flag } from './flag.ts';
import { gpuList, seconds, toggle, urlList } from './value-kinds.ts';

/** Alternatives run SGLang, a container or a script. */
export const VLLM = 'vllm serve {model} --port {port}';

/** The models that are served by default. */
export const DOLPHIN = 'ByteDance/Dolphin-v2';
export const QWEN = 'Qwen/Qwen3-VL-8B-Instruct';

export const SERVERS = {
  pipeline: flag({
    schema: z.enum(['simple', 'original']).default('simple'),
    value: 'NAME',
    help: 'simple: an engine reads the posters; original: Dolphin-v2 reads posters and papers, a vision model the layouts',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'doctor'],
  }),
  dolphinUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: 'where Dolphin-v2 is served, which then reads the papers; several share the work',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'doctor'],
  }),
  dolphinModel: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: `its name, where the server has several; a hub id or a folder where it is started here (${DOLPHIN})`,
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'doctor'],
  }),
  parallel: flag({
    schema: z.enum(['streaming', 'staged', 'multi_gpu']).default('streaming'),
    value: 'HOW',
    help: 'original pipeline: all servers are up; or they are started here, one model at a time, or one on each GPU',
    group: 'Run',
    verbs: ['run'],
  }),
  gpuIds: flag({
    schema: gpuList.default(['0']),
    value: 'LIST',
    help: 'the GPUs of --parallel staged and multi_gpu, as CUDA_VISIBLE_DEVICES names them: 0,1,2,3',
    group: 'Run',
    verbs: ['run'],
  }),
  serveCommand: flag({
    schema: z.string().min(1).default(VLLM),
    value: 'COMMAND',
    help: 'how a model is served, for the shell, with {model}, {port} and perhaps {gpu}',
    group: 'Run',
    verbs: ['run'],
  }),
  serveTimeout: flag({
    schema: seconds.default(900),
    value: 'S',
    help: 'seconds until a server that was started must answer',
    group: 'Run',
    verbs: ['run'],
  }),
  useFlashAttn: flag({
    schema: toggle.default(false),
    help: 'have vLLM use FlashAttention',
    group: 'Run',
    verbs: ['run'],
  }),
  vlmBoxes: flag({
    schema: z.enum(['auto', ...BOX_UNITS]).default('auto'),
    value: 'UNIT',
    help: 'what the vision model gives boxes in, for --pipeline original (auto: pixels for Qwen2-VL and Qwen2.5-VL)',
    group: 'Reading',
    verbs: ['run', 'transcribe'],
  }),
} as const;

/**
 * The sample pairs through the original pipeline, figures matched and looked over: streaming, staged on four GPUs, and one
 * server on each of four; whether all three write the same records. The models are stand-ins, the rest is the program.
 *
 *     npm run build && node test/bench/staged-samples.ts
 */
import { fileURLToPath } from 'node:url';
import { openGpuPlace } from '../helpers/gpu-place.ts';
import { openChatServer } from '../servers/chat-server.ts';
import { dolphinAnswer } from '../servers/dolphin-answer.ts';
import { qwenAnswer } from '../servers/qwen-answer.ts';

const samples = fileURLToPath(new URL('../../samples', import.meta.url));
const rows = ['--data-dir', samples, fileURLToPath(new URL('../../samples/train.csv', import.meta.url))];
const original = ['--pipeline', 'original', '--use-vlm', '--no-cache', '--progress', 'never', ...rows];
const gpus = ['--gpu-ids', '0,1,2,3'];

await using place = await openGpuPlace();
await using dolphin = await openChatServer({ answer: dolphinAnswer, model: 'ByteDance/Dolphin-v2' });
await using qwen = await openChatServer({ answer: qwenAnswer, model: 'Qwen/Qwen3-VL-8B-Instruct' });
const ways = {
  streaming: ['--dolphin-url', dolphin.baseUrl, '--vlm-url', qwen.baseUrl],
  staged: ['--parallel', 'staged', '--output-dir', 'out', ...gpus],
  multi_gpu: ['--parallel', 'multi_gpu', ...gpus],
};
const expected: string[] = [];
for (const [name, way] of Object.entries(ways)) {
  const { status, stdout, stderr } = await place.run([...original, ...way], '');
  expected.push(stdout);
  const matched = [...stdout.matchAll(/\\"paper_figure\\":\\"/g)].length;
  const same = stdout === expected[0] ? 'the same records' : 'OTHER RECORDS';
  console.log(
    `${name}: exit status ${status}, ${stdout.split('\n').length - 1} records, ${matched} figures matched, ${same}`,
  );
  if (status !== 0) console.log(stderr);
}

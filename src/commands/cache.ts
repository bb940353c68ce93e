/** `cache`: the answers that were paid for. */
import prettyBytes from 'pretty-bytes';
import { clearAnswers, listAnswers, verifyAnswers } from '../answers/kept-answers.ts';
import { answerCacheDir } from '../config/folders.ts';
import { UsageError } from '../model/usage-error.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'cache',
  operands: '<ls|verify|clear>',
  summary: 'the answers that were paid for: list them, check and tidy them, throw them away',
  examples: ['poster-stream cache ls', 'poster-stream cache ls --json | jq -s length', 'poster-stream cache clear'],
};

export async function command({ operands, config, stdout }: Request): Promise<number> {
  const directory = answerCacheDir(config);
  if (directory === null) throw new UsageError('--no-cache leaves no cache to look at');
  const [action] = operands;
  if (action === 'ls') await print(stdout, await list(directory, config.json));
  else if (action === 'verify') await print(stdout, await verify(directory));
  else if (action === 'clear') await print(stdout, await clear(directory));
  else throw new UsageError(`Say which: cache ls, cache verify or cache clear${action ? `, not ${action}` : ''}`);
  return 0;
}

async function list(directory: string, json: boolean): Promise<string> {
  const answers = await listAnswers(directory);
  if (json) return answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
  const lines = answers.map(({ digest, kept_at, model, bytes: size }) =>
    [digest.slice(0, 12), kept_at, model, prettyBytes(size)].join('  '),
  );
  return `${[...lines, `${answers.length} answers, ${prettyBytes(bytes)} in ${directory}`].join('\n')}\n`;
}

async function verify(directory: string): Promise<string> {
  const { sound, dropped, reclaimedBytes } = await verifyAnswers(directory);
  return `${sound} answers are sound; ${dropped} damaged or replaced ones dropped, ${prettyBytes(reclaimedBytes)} freed\n`;
}

async function clear(directory: string): Promise<string> {
  const answers = await listAnswers(directory);
  await clearAnswers(directory);
  return `${answers.length} answers thrown away\n`;
}

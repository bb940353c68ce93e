/** `doctor`: what a run would need, looked at beforehand. */

import type { Config } from '../config/config.ts';
import { askedEngine, findCredentials, modelOf } from '../config/credentials.ts';
import { askedServers, dolphinServers, verifyingServers } from '../config/model-servers.ts';
import type { ServerToCheck } from '../engines/chat/check-chat-server.ts';
import type { Servers } from '../engines/chat/server-address.ts';
import { type Check, failure } from '../engines/check.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';
import { checkFolders } from './check-folders.ts';
import { checkMachine } from './check-machine.ts';

export const help: VerbHelp = {
  verb: 'doctor',
  operands: '',
  summary: 'look at this machine, the key and every server, and say what to do; exit status 1 if a run would fail',
  examples: [
    'poster-stream doctor --engine local',
    'poster-stream doctor --engine openai --base-url http://gpu1:8000/v1 --base-url http://gpu2:8000/v1',
    'poster-stream doctor --pipeline original --dolphin-url http://gpu1:8000/v1 --vlm-url http://gpu2:8000/v1',
  ],
};

export async function command({ config, stdout }: Request): Promise<number> {
  const reading = config.pipeline === 'original' ? checkOriginal(config) : checkSimple(config);
  const checks = [...checkMachine(config.threads), ...(await checkFolders(config)), ...(await reading)];
  await print(stdout, checks.map((check) => `${config.json ? JSON.stringify(check) : describe(check)}\n`).join(''));
  return checks.some(({ state }) => state === 'failure') ? 1 : 0;
}

const VLM = { url: '--vlm-url', model: '--vlm-model' };

const checkSimple = async (config: Config): Promise<Check[]> => [
  ...(await checkEngine(config)),
  ...(config.dolphinUrl.length > 0 ? await checkReader(config) : []),
  ...(isVerifierToCheck(config) ? await checkVision(config, verifyingServers(config), VLM) : []),
];

/** Otherwise the engine's servers look over the matches as well, and are looked at already. */
const isVerifierToCheck = (config: Config): boolean =>
  config.vlmUrl.length > 0 || (config.useVlm && askedEngine(config) !== 'openai');

const checkOriginal = async (config: Config): Promise<Check[]> => [
  ...(await checkReader(config)),
  ...(await checkVision(config, verifyingServers(config), VLM)),
];

async function checkEngine(config: Config): Promise<Check[]> {
  const apiKey = findCredentials(config).apiKey ?? '';
  const model = modelOf(config);
  const engine = askedEngine(config);
  if (engine === 'local') return [];
  if (engine === 'claude') {
    if (apiKey === '' || model === null)
      return [failure('key', 'ANTHROPIC_API_KEY is not set', 'Set it, or choose --engine local, which needs none.')];
    const { checkClaude } = await import('../engines/claude/check-claude.ts');
    return [await checkClaude(apiKey, config.baseUrl[0] ?? null, model)];
  }
  const servers = { baseUrls: askedServers(config, { apiKey }), apiKey, model };
  return await checkVision(config, servers, { url: '--base-url', model: '--model' });
}

async function checkVision(config: Config, servers: Servers, options: ServerToCheck['options']): Promise<Check[]> {
  const { checkChatServer } = await import('../engines/chat/check-chat-server.ts');
  return await checkAll(config, servers, options, checkChatServer);
}

async function checkReader(config: Config): Promise<Check[]> {
  const { checkDolphin } = await import('../engines/original/check-dolphin.ts');
  const options = { url: '--dolphin-url', model: '--dolphin-model' };
  return await checkAll(config, dolphinServers(config), options, checkDolphin);
}

async function checkAll(
  config: Config,
  { baseUrls, apiKey, model }: Servers,
  options: ServerToCheck['options'],
  check: (server: ServerToCheck) => Promise<Check[]>,
): Promise<Check[]> {
  const advice = `Say where the model is served: ${options.url} http://localhost:8000/v1`;
  if (baseUrls.length === 0) return [failure('server', `none is named by ${options.url}`, advice)];
  const timeoutMs = config.timeout * 1000;
  return (await Promise.all(baseUrls.map((baseUrl) => check({ baseUrl, apiKey, model, timeoutMs, options })))).flat();
}

function describe({ state, subject, found, advice }: Check): string {
  const line = `${state.padEnd(9)}${subject.padEnd(10)}${found}`;
  return advice === null ? line : `${line}\n${' '.repeat(19)}${advice}`;
}

/** `doctor`: what a run would need, looked at beforehand. */
import { chatServers, dolphinServers, findCredentials, modelOf } from '../config.ts';
import type { Check } from '../engines/check.ts';
import { failure } from '../engines/check.ts';
import { checkMachine } from './check-machine.ts';
import type { VerbHelp } from './command-line.ts';
import type { Request } from './stdio.ts';

export const help: VerbHelp = {
  verb: 'doctor',
  operands: '',
  summary: 'look at this machine, the key and every server, and say what to do; exit status 1 if a run would fail',
  examples: [
    'poster-stream doctor --engine local',
    'poster-stream doctor --engine openai --base-url http://gpu1:8000/v1 --base-url http://gpu2:8000/v1',
  ],
};

export async function command({ config, stdout }: Request): Promise<number> {
  const checks = [...checkMachine(config.threads), ...(await checkEngine(config)), ...(await checkReader(config))];
  stdout.write(checks.map((check) => `${config.json ? JSON.stringify(check) : describe(check)}\n`).join(''));
  return checks.some(({ state }) => state === 'failure') ? 1 : 0;
}

async function checkEngine(config: Request['config']): Promise<Check[]> {
  const apiKey = findCredentials(config).apiKey ?? '';
  const model = modelOf(config);
  if (config.engine === 'local') return [];
  if (config.engine === 'claude') {
    if (apiKey === '' || model === null)
      return [failure('key', 'ANTHROPIC_API_KEY is not set', 'Set it, or choose --engine local, which needs none.')];
    const { checkClaude } = await import('../engines/check-claude.ts');
    return [await checkClaude(apiKey, config.baseUrl[0] ?? null, model)];
  }
  const servers = chatServers(config);
  if (servers.length === 0)
    return [failure('server', 'none is named', 'Say where the model is served: --base-url http://localhost:8000/v1')];
  const { checkChatServer } = await import('../engines/check-chat-server.ts');
  const timeoutMs = config.timeout * 1000;
  const options = { url: '--base-url', model: '--model' };
  return await checkAll(servers, (baseUrl) => checkChatServer({ baseUrl, apiKey, model, timeoutMs, options }));
}

async function checkReader(config: Request['config']): Promise<Check[]> {
  const { baseUrls, apiKey, model } = dolphinServers(config);
  if (baseUrls.length === 0) return [];
  const { checkDolphin } = await import('../engines/check-dolphin.ts');
  const timeoutMs = config.timeout * 1000;
  const options = { url: '--dolphin-url', model: '--dolphin-model' };
  return await checkAll(baseUrls, (baseUrl) => checkDolphin({ baseUrl, apiKey, model, timeoutMs, options }));
}

const checkAll = async (urls: readonly string[], check: (baseUrl: string) => Promise<Check[]>): Promise<Check[]> =>
  (await Promise.all(urls.map(check))).flat();

function describe({ state, subject, found, advice }: Check): string {
  const line = `${state.padEnd(9)}${subject.padEnd(10)}${found}`;
  return advice === null ? line : `${line}\n${' '.repeat(19)}${advice}`;
}

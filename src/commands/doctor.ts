/** `doctor`: what a run would need, looked at beforehand. */

import type { Config } from '../config/config.ts';
import { askedEngine } from '../config/credentials.ts';
import { ENGINES } from '../config/flags/engine-facts.ts';
import { verifyingServers } from '../config/model-servers.ts';
import type { Check } from '../engines/check.ts';
import { checkReader, checkVision } from '../engines/open/check-servers.ts';
import { KNOWN_ENGINES } from '../engines/open/known-engines.ts';
import { printable } from '../lib/printable.ts';
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
  ...(await KNOWN_ENGINES[askedEngine(config)].check(config)),
  ...(config.dolphinUrl.length > 0 ? await checkReader(config) : []),
  ...(isVerifierToCheck(config) ? await checkVision(config, verifyingServers(config), VLM) : []),
];

/** Otherwise the engine's servers look over the matches as well, and are looked at already. */
const isVerifierToCheck = (config: Config): boolean =>
  config.vlmUrl.length > 0 || (config.useVlm && !ENGINES[askedEngine(config)].chat);

const checkOriginal = async (config: Config): Promise<Check[]> => [
  ...(await checkReader(config)),
  ...(await checkVision(config, verifyingServers(config), VLM)),
];

function describe({ state, subject, found, advice }: Check): string {
  const line = printable(`${state.padEnd(9)}${subject.padEnd(10)}${found}`);
  return advice === null ? line : `${line}\n${' '.repeat(19)}${advice}`;
}

/** The verbs and what became of them: argv in, exit status out. */
import { readFileSync } from 'node:fs';
import { loadConfig } from '../config/config.ts';
import type { Verb } from '../config/flags/flag.ts';
import { isReaderGone } from '../flow/flow.ts';
import { FatalError, RowError } from '../model/item.ts';
import { UsageError } from '../model/usage-error.ts';
import { HelpText, helpFor, readCommandLine, type VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Command, Stdio } from '../terminal/stdio.ts';
import * as batches from './batches.ts';
import * as cache from './cache.ts';
import * as doctor from './doctor.ts';
import * as evaluate from './evaluate.ts';
import * as exportExamples from './export.ts';
import * as match from './match.ts';
import * as merge from './merge.ts';
import * as parse from './parse.ts';
import * as run from './run.ts';
import * as split from './split.ts';
import * as transcribe from './transcribe.ts';
import * as validate from './validate.ts';

const COMMANDS: Readonly<Record<Verb, { help: VerbHelp; command: Command }>> = {
  run,
  parse,
  transcribe,
  match,
  export: exportExamples,
  merge,
  validate,
  split,
  evaluate,
  cache,
  batches,
  doctor,
};
const HELP = Object.values(COMMANDS).map(({ help }) => help);

/** @returns the exit status: 0 all done, 1 some rows failed, 2 could not run */
export async function main(argv: readonly string[], stdio: Stdio): Promise<number> {
  try {
    const invocation = readCommandLine(argv, HELP, ownVersion());
    if (invocation instanceof HelpText) {
      await print(stdio.stdout, invocation.text);
      return 0;
    }
    const { verb, operands, said } = invocation;
    if ('apiKey' in said) coverKey(stdio);
    const config = loadConfig(said);
    const showHelp = () => void stdio.stderr.write(helpFor(verb, HELP, ownVersion()));
    return await COMMANDS[verb].command({ operands, said, config, showHelp, ...stdio });
  } catch (error) {
    if (isReaderGone(error)) return 0;
    stdio.stderr.write(`poster-stream: ${explain(error)}\n`);
    return 2;
  }
}

/** Another title takes the place of the command line, for whoever lists the processes from now on. */
function coverKey({ stderr }: Stdio): void {
  process.title = 'poster-stream';
  stderr.write('Warning: others on this machine can see a key on the command line; prefer ANTHROPIC_API_KEY\n');
}

/** One line for what the program foresaw; the whole trace for what it did not. */
function explain(error: unknown): string {
  // What ended the run is told, not what else failed while it was cleared up.
  if (error instanceof Error && 'suppressed' in error) return explain(error.suppressed);
  const foreseen = error instanceof UsageError || error instanceof FatalError || error instanceof RowError;
  if (foreseen) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The package file lies two floors up from the sources and three from what was built. */
function ownVersion(): string {
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  return JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8')).version;
}

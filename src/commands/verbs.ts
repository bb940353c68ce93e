/** The verbs, and which of them a command line asks for: only that one's files are loaded. */
import { loadConfig } from '../config/config.ts';
import { VERBS, type Verb } from '../config/flags/flag.ts';
import { HelpText, helpFor, readCommandLine, type VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Command, Stdio } from '../terminal/stdio.ts';

interface LoadedVerb {
  readonly help: VerbHelp;
  readonly command: Command;
}

const LOADERS: Readonly<Record<Verb, () => Promise<LoadedVerb>>> = {
  run: () => import('./run.ts'),
  parse: () => import('./parse.ts'),
  transcribe: () => import('./transcribe.ts'),
  match: () => import('./match.ts'),
  export: () => import('./export.ts'),
  merge: () => import('./merge.ts'),
  validate: () => import('./validate.ts'),
  split: () => import('./split.ts'),
  evaluate: () => import('./evaluate.ts'),
  rows: () => import('./rows.ts'),
  fetch: () => import('./fetch.ts'),
  render: () => import('./render.ts'),
  generate: () => import('./generate.ts'),
  cache: () => import('./cache.ts'),
  batches: () => import('./batches.ts'),
  config: () => import('./show-config.ts'),
  completion: () => import('./completion.ts'),
  doctor: () => import('./doctor.ts'),
};
const HELP_WORDS = ['help', '-h', '--help', '--help-all'];

/** Does what the command line says. @returns the exit status @throws UsageError */
export async function obey(argv: readonly string[], stdio: Stdio, version: string): Promise<number> {
  const atHand = await helpOf(verbsAskedFor(argv));
  const invocation = readCommandLine(argv, atHand, version);
  if (invocation instanceof HelpText) {
    await print(stdio.stdout, invocation.text);
    return 0;
  }
  const { verb, operands, said } = invocation;
  if ('apiKey' in said) coverKey(stdio);
  const config = loadConfig(said);
  const showHelp = () => void stdio.stderr.write(helpFor(verb, atHand, version));
  const { command } = await LOADERS[verb]();
  return await command({ operands, said, config, showHelp, helpOfAll: () => helpOf(VERBS), ...stdio });
}

const helpOf = async (verbs: readonly Verb[]): Promise<VerbHelp[]> =>
  (await Promise.all(verbs.map((name) => LOADERS[name]()))).map(({ help }) => help);

/** The first word's verb, or `run`, which needs no word; the help tells of all. */
function verbsAskedFor([first = '']: readonly string[]): readonly Verb[] {
  if (HELP_WORDS.includes(first)) return VERBS;
  return [VERBS.find((name) => name === first) ?? 'run'];
}

/** Another title takes the place of the command line, for whoever lists the processes from now on. */
function coverKey({ stderr }: Stdio): void {
  process.title = 'poster-stream';
  stderr.write('Warning: others on this machine can see a key on the command line; prefer ANTHROPIC_API_KEY\n');
}

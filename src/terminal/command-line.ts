/** argv → which verb, with which files and options. The options come from the table of flags and nowhere else. */
import { Command, CommanderError, Option } from 'commander';
import type { Flag, Verb } from '../config/flags/flag.ts';
import { FLAGS, kebab } from '../config/flags/flags.ts';
import { UsageError } from '../model/usage-error.ts';

export interface VerbHelp {
  verb: Verb;
  /** `[FILE]`, `<PAPER...>` */
  operands: string;
  summary: string;
  examples: readonly string[];
}

export interface Invocation {
  verb: Verb;
  operands: readonly string[];
  /** The options that were given, by name. */
  said: Readonly<Record<string, unknown>>;
}

/** Help or the version, to be printed on stdout; nothing else is to be done. */
export class HelpText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ABOUT = `Turns pairs of papers and posters into fine-tuning data: rows in, JSON lines out.

  cat train.csv | poster-stream > training_data.jsonl`;

const NOTES = `

Every option may also stand in poster-stream.config.json ({"dataDir": "data"}) or in a variable
(POSTER_STREAM_DATA_DIR=data); a flag beats a variable, a variable the file.
Exit status: 0 all rows done, 1 some failed or the run ended early, 2 it could not run, 130 interrupted.`;

export interface Program {
  readonly version: string;
  /** All that there are, whether or not they are among those at hand. */
  readonly verbs: readonly Verb[];
}

/**
 * @param atHand the verbs that the line may mean: all for the help, else the one that it names
 * @throws UsageError for what no verb or option takes
 */
export function readCommandLine(
  argv: readonly string[],
  atHand: readonly VerbHelp[],
  { version, verbs }: Program,
): Invocation | HelpText {
  let text = '';
  const invocations: Invocation[] = [];
  const program = new Command('poster-stream')
    .description(ABOUT)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [VERB]', 'print the help of a verb')
    .configureHelp({ subcommandTerm: (command) => command.name(), minWidthToWrap: 20 })
    .exitOverride()
    .configureOutput({
      writeOut: (written) => {
        text += written;
      },
      writeErr: () => {},
    });
  for (const help of atHand) {
    const command = addVerb(program, help);
    command.exitOverride((error) => refuse(error, help, verbs));
    if (help.verb === 'run')
      program.addHelpText('after', () => `\n${command.helpInformation()}${examplesOf(help)}${NOTES}`);
    command.action(() => {
      invocations.push({ verb: help.verb, operands: command.args, said: givenOptions(command) });
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return new HelpText(text);
    throw new UsageError(`${complaintOf(error)}\nSee poster-stream --help`, { cause: error });
  }
  const [invocation] = invocations;
  if (!invocation) throw new UsageError('No verb was given; see poster-stream --help');
  return invocation;
}

/** What commander objects to in a verb's line, and how such a line looks. */
function refuse(error: CommanderError, { verb, examples }: VerbHelp, verbs: readonly Verb[]): never {
  if (error.exitCode === 0) throw error;
  const isNoVerb = verb === 'run' && error.code === 'commander.excessArguments';
  const complaint = isNoVerb ? `run takes one FILE of rows; verbs are ${verbs.join(', ')}` : complaintOf(error);
  throw new UsageError(`${complaint}\nFor example: ${examples[0]}\nSee poster-stream ${verb} --help`, { cause: error });
}

const complaintOf = ({ code, message }: CommanderError): string =>
  code === 'commander.help' ? 'There is no such verb' : message.replace(/^error: /, '');

/** The whole help of a verb, for a terminal that gave nothing to do. */
export function helpFor(verb: Verb, atHand: readonly VerbHelp[], program: Program): string {
  const shown = readCommandLine([verb, '--help'], atHand, program);
  return shown instanceof HelpText ? shown.text : '';
}

function addVerb(program: Command, { verb, operands, summary, examples }: VerbHelp): Command {
  const command = program.command(`${verb} ${operands}`, { isDefault: verb === 'run' }).description(summary);
  for (const [name, flag] of Object.entries<Flag>(FLAGS)) {
    if (flag.verbs.includes(verb)) command.addOption(toOption(name, flag));
  }
  command.addHelpText('after', examplesOf({ examples }) + (verb === 'run' ? NOTES : ''));
  return command.helpOption('-h, --help', 'print this help');
}

const examplesOf = ({ examples }: Pick<VerbHelp, 'examples'>): string =>
  `\nExamples:\n${examples.map((line) => `  ${line}`).join('\n')}`;

function toOption(name: string, { schema, value, repeatable, short, help, group }: Flag): Option {
  const { data: preset } = schema.safeParse(undefined);
  const long = value ? `--${kebab(name)} <${value}>` : `--${preset === true ? 'no-' : ''}${kebab(name)}`;
  const shown = name === 'threads' ? '' : String(preset ?? '');
  const shownPreset = value && shown !== '' ? ` (${shown})` : '';
  const option = new Option(short ? `-${short}, ${long}` : long, help + shownPreset).helpGroup(`${group}:`);
  return repeatable ? option.argParser(inAddition) : option;
}

const inAddition = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function givenOptions(command: Command): Record<string, unknown> {
  const given = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli');
  return Object.fromEntries(given);
}

/** argv → which verb, with which files and options. The options come from the table of flags and nowhere else. */
import { Command, CommanderError, Option } from 'commander';
import { type Flag, takes, type Verb } from '../config/flags/flag.ts';
import { FLAGS, kebab } from '../config/flags/flags.ts';
import { UsageError } from '../model/usage-error.ts';
import { helpTopic, notesOf, TOPIC_NAMES } from './help-topics.ts';
import { meantVerb } from './meant-verb.ts';

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

/**
 * @param atHand the verbs that the line may mean: all for the help, else the one that it names
 * @throws UsageError for what no verb or option takes
 */
export function readCommandLine(
  argv: readonly string[],
  atHand: readonly VerbHelp[],
  version: string,
): Invocation | HelpText {
  const topic = argv[0] === 'help' && argv.length === 2 ? helpTopic(argv[1] ?? '') : null;
  if (topic !== null) return new HelpText(topic);
  const showsAll = argv.includes(HELP_ALL);
  let text = '';
  const invocations: Invocation[] = [];
  const program = new Command('poster-stream')
    .description(ABOUT)
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [TOPIC]', `print the help of a verb, or of a topic: ${TOPIC_NAMES.join(', ')}`)
    .configureHelp({ subcommandTerm: (command) => command.name(), minWidthToWrap: 20 })
    .exitOverride()
    .configureOutput({
      writeOut: (written) => {
        text += written;
      },
      writeErr: () => {},
    });
  for (const help of atHand) {
    const command = addVerb(program, help, showsAll);
    command.exitOverride((error) => refuse(error, help, command.args[0] ?? ''));
    if (help.verb === 'run')
      program.addHelpText('after', () => `\n${command.helpInformation()}${examplesOf(help)}${notesOf(showsAll)}`);
    command.action(() => {
      invocations.push({ verb: help.verb, operands: command.args, said: givenOptions(command) });
    });
  }
  try {
    program.parse(showsAll ? asHelp(argv) : argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return new HelpText(text);
    throw new UsageError(complaintOf(error), { cause: error, hints: ['See poster-stream --help'] });
  }
  const [invocation] = invocations;
  if (!invocation) throw new UsageError('No verb was given; see poster-stream --help');
  return invocation;
}

/** The same line, asking for help as commander knows it. */
const asHelp = (argv: readonly string[]): string[] => argv.map((word) => (word === HELP_ALL ? '--help' : word));

/** What commander objects to in a verb's line, and how such a line looks. */
function refuse(error: CommanderError, { verb, examples }: VerbHelp, word: string): never {
  if (error.exitCode === 0) throw error;
  const isNoVerb = verb === 'run' && error.code === 'commander.excessArguments';
  const complaint = isNoVerb ? `run takes one FILE of rows; ${meantVerb(word)}` : complaintOf(error);
  const hints = [`For example: ${examples[0]}`, `See poster-stream ${verb} --help`];
  throw new UsageError(complaint, { cause: error, hints });
}

const complaintOf = ({ code, message }: CommanderError): string =>
  code === 'commander.help'
    ? 'There is no such verb'
    : message.replace(/^error: /, '').replace(/\n(?=\(Did you mean)/, ' ');

/** The whole help of a verb, for a terminal that gave nothing to do. */
export function helpFor(verb: Verb, atHand: readonly VerbHelp[], version: string): string {
  const shown = readCommandLine([verb, '--help'], atHand, version);
  return shown instanceof HelpText ? shown.text : '';
}

function addVerb(program: Command, { verb, operands, summary, examples }: VerbHelp, showsAll: boolean): Command {
  const command = program.command(`${verb} ${operands}`, { isDefault: verb === 'run' }).description(summary);
  const flags = Object.entries<Flag>(FLAGS).filter(([, flag]) => takes(verb, flag));
  const isLong = flags.length > MANY_OPTIONS;
  for (const [name, flag] of flags)
    command.addOption(toOption(name, flag).hideHelp(isLong && !showsAll && !flag.common));
  command.addHelpText('after', examplesOf({ examples }) + (verb === 'run' ? notesOf(showsAll) : ''));
  return command.helpOption(
    '-h, --help',
    isLong ? 'print the usual options; --help-all: all of them' : 'print this help',
  );
}

const HELP_ALL = '--help-all';
/** From here on a verb shows its usual options only. */
const MANY_OPTIONS = 30;

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

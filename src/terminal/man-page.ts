/** The page for `man`, in roff, written from the same tables as the help. */
import { type Flag, GROUPS } from '../config/flags/flag.ts';
import { FLAGS, kebab } from '../config/flags/flags.ts';
import type { VerbHelp } from './command-line.ts';
import { helpTopic, TOPIC_NAMES } from './help-topics.ts';

/** A line of text: what roff would take for markup is covered. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .split('\n')
    .map((line) => (/^[.']/.test(line) ? `\\&${line}` : line))
    .join('\n');

export function manPage(verbs: readonly VerbHelp[]): string {
  const listed = verbs.flatMap(({ verb, operands, summary, examples }) => [
    '.TP',
    `.B poster\\-stream ${roff(`${verb} ${operands}`.trim())}`,
    roff(summary),
    ...examples.flatMap((example) => ['.br', `.I ${roff(example)}`]),
  ]);
  const options = GROUPS.flatMap((group) => [`.SS ${group}`, ...optionsOf(group)]);
  const topics = TOPIC_NAMES.filter((name) => !GROUPS.some((group) => group.toLowerCase() === name));
  return `${[
    '.TH POSTER\\-STREAM 1',
    '.SH NAME',
    'poster\\-stream \\- turns pairs of papers and posters into fine\\-tuning data',
    '.SH SYNOPSIS',
    '.B cat train.csv | poster\\-stream > training_data.jsonl',
    '.SH VERBS',
    ...listed,
    '.SH OPTIONS',
    ...options,
    ...topics.flatMap((name) => [`.SH ${name.toUpperCase()}`, '.nf', roff(helpTopic(name) ?? '').trimEnd(), '.fi']),
  ].join('\n')}\n`;
}

const optionsOf = (group: (typeof GROUPS)[number]): string[] =>
  Object.entries<Flag>(FLAGS)
    .filter(([, flag]) => flag.group === group)
    .flatMap(([name, { value, help, verbs }]) => [
      '.TP',
      `.B \\-\\-${roff(kebab(name))}${value ? ` \\fI${roff(value)}\\fR` : ''}`,
      roff(`${help} (${verbs.join(', ')})`),
    ]);

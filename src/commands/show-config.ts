/** `config`: where each option's value comes from. */

import { type Explained, explainConfig } from '../config/config.ts';
import { kebab } from '../config/flags/flags.ts';
import { printable } from '../lib/printable.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'config',
  operands: '',
  summary: 'where the value of each option comes from: a flag, a variable, a file, or the default',
  examples: [
    'poster-stream config',
    'POSTER_STREAM_ENGINE=local poster-stream config --json | jq -r \'select(.origin != "default")\'',
  ],
};

export async function command({ said, config, stdout }: Request): Promise<number> {
  const explained = explainConfig(said).map(withoutSecret);
  await print(stdout, config.json ? asLines(explained) : asTable(explained));
  return 0;
}

/** That there is a key is told, never which. */
const withoutSecret = (each: Explained): Explained =>
  each.name === 'apiKey' && each.value !== null ? { ...each, value: '(a key)' } : each;

const asLines = (explained: readonly Explained[]): string =>
  explained.map((each) => `${JSON.stringify({ ...each, name: kebab(each.name) })}\n`).join('');

/** What was said comes first: it is what people look for. */
function asTable(explained: readonly Explained[]): string {
  const isDefault = ({ origin }: Explained) => origin === 'default';
  const ordered = [...explained.filter((each) => !isDefault(each)), ...explained.filter(isDefault)];
  const rows = ordered.map(({ name, value, origin }) =>
    [kebab(name), value === null ? '' : shown(value), origin].map(printable),
  );
  const widthOf = (column: number) => Math.min(40, Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [first, second] = [widthOf(0), widthOf(1)];
  return rows
    .map(([name = '', value = '', origin = '']) => `${name.padEnd(first)}  ${value.padEnd(second)}  ${origin}\n`)
    .join('');
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `help TOPIC`: what is longer than a line in the table of options, and the options of one group for all verbs. */
import { type Flag, GROUPS } from '../config/flags/flag.ts';
import { FLAGS, kebab } from '../config/flags/flags.ts';

const TEXTS: Readonly<Record<string, string>> = {
  rows: `Rows are a CSV with a header (commas, tabs or semicolons), NDJSON, or one JSON array, in UTF-8; which one is recognised.
paper_id, local_image_path and local_pdf_path are required. title, abstract, conference, year and topics are used where they
are there; a missing title or abstract is taken from the paper. Paths are relative to --data-dir.`,
  config: `Every option may stand on the command line, in a variable (POSTER_STREAM_DATA_DIR=data) or in a file
poster-stream.config.json ({"dataDir": "data"}). A flag beats a variable, a variable the file. The file is looked for in the
working directory and those above it, then in the XDG configuration directory (~/.config/poster-stream/).
poster-stream config tells where each value comes from.`,
  exit: `0    all rows done
1    some rows failed, or the run ended early (--max-cost, --max-failures, --fail-fast)
2    it could not run: usage, a missing key, unreadable input
130  interrupted by Ctrl-C; 143 by SIGTERM`,
};

export const TOPIC_NAMES: readonly string[] = [...Object.keys(TEXTS), ...GROUPS.map((group) => group.toLowerCase())];

/** The text of a topic; `null` for what is none, such as a verb. */
export function helpTopic(name: string): string | null {
  const text = TEXTS[name];
  if (text !== undefined) return `${text}\n`;
  const group = GROUPS.find((each) => each.toLowerCase() === name);
  if (!group) return null;
  const lines = Object.entries<Flag>(FLAGS)
    .filter(([, flag]) => flag.group === group)
    .map(
      ([option, { value, help, verbs }]) =>
        `  --${kebab(option)}${value ? ` <${value}>` : ''}\n      ${help} [${verbs.join(', ')}]`,
    );
  return `${group} options, and the verbs that take them:\n${lines.join('\n')}\n`;
}

/** What stands below the options of a run. */
export const notesOf = (showsAll: boolean): string => `

${showsAll ? '' : 'More options: poster-stream --help-all\n'}Topics: poster-stream help ${TOPIC_NAMES.join('|')}
Options may also stand in a file or a variable, POSTER_STREAM_DATA_DIR: poster-stream help config
Exit status: 0 all rows done, 1 some failed or the run ended early, 2 it could not run, 130 interrupted.`;

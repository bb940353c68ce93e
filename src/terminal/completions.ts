/** Completions of the command line, written from the table of options: they cannot name what is not there. */
import { type Flag, takes, VERBS, type Verb } from '../config/flags/flag.ts';
import { FLAGS, kebab } from '../config/flags/flags.ts';

export const COMPLETIONS = { bash, zsh, fish } as const;

interface Completed {
  readonly name: string;
  readonly help: string;
  readonly takesValue: boolean;
}

/** `--no-…` where the option is on by itself, as help shows it. */
const optionsOf = (verb: Verb): Completed[] =>
  Object.entries<Flag>(FLAGS)
    .filter(([, flag]) => takes(verb, flag))
    .map(([name, { schema, value, help }]) => {
      const isOn = !value && schema.safeParse(undefined).data === true;
      return { name: `--${isOn ? 'no-' : ''}${kebab(name)}`, help, takesValue: value !== undefined };
    });

const namesOf = (verb: Verb): string =>
  optionsOf(verb)
    .map(({ name }) => name)
    .join(' ');

function bash(): string {
  const cases = VERBS.map((verb) => `    ${verb}) options="${namesOf(verb)} --help" ;;`);
  return `# poster-stream: source this file, or put it among bash's completions.
_poster_stream() {
  local word="\${COMP_WORDS[COMP_CWORD]}" verb=run each options
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$each" in ${VERBS.join('|')}) verb="$each"; break ;; esac
  done
  case "$verb" in
${cases.join('\n')}
  esac
  if [[ "$word" == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif (( COMP_CWORD == 1 )); then COMPREPLY=($(compgen -W "${VERBS.join(' ')}" -- "$word") $(compgen -f -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word")); fi
}
complete -o filenames -F _poster_stream poster-stream
`;
}

/** What stands between zsh's brackets: neither they nor colons and quotes. */
const forZsh = (text: string): string => text.replaceAll(/[[\]:'"\\`$]/g, ' ');

function zsh(): string {
  const cases = VERBS.map((verb) => {
    const specs = optionsOf(verb).map(
      ({ name, help, takesValue }) => `'${name}[${forZsh(help)}]${takesValue ? ':value:_files' : ''}'`,
    );
    return `    ${verb}) _arguments ${[...specs, "'*:file:_files'"].join(' ')} ;;`;
  });
  return `#compdef poster-stream
_poster_stream() {
  local verb=run
  if (( CURRENT > 2 )) && [[ " ${VERBS.join(' ')} " == *" \${words[2]} "* ]]; then verb=\${words[2]}; fi
  if (( CURRENT == 2 )) && [[ \${words[2]} != -* ]]; then _alternative 'verbs:verb:(${VERBS.join(' ')})' 'files:file:_files'; return; fi
  case $verb in
${cases.join('\n')}
  esac
}
_poster_stream "$@"
`;
}

const forFish = (text: string): string => text.replaceAll(/[\\']/g, (letter) => `\\${letter}`);

function fish(): string {
  const verbs = VERBS.map((verb) => `complete -c poster-stream -n __fish_use_subcommand -a ${verb}`);
  const options = VERBS.flatMap((verb) =>
    optionsOf(verb).map(({ name, help, takesValue }) => {
      const condition =
        verb === 'run'
          ? `"not __fish_seen_subcommand_from ${VERBS.filter((each) => each !== 'run').join(' ')}"`
          : `"__fish_seen_subcommand_from ${verb}"`;
      return `complete -c poster-stream -n ${condition} -l ${name.slice(2)}${takesValue ? ' -r' : ''} -d '${forFish(help)}'`;
    }),
  );
  return `${[...verbs, ...options].join('\n')}
`;
}

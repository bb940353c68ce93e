import type { Config } from '../config/config.ts';
import { type FlagName, kebab } from '../config/flags/flags.ts';
import { formatNamed } from '../dataset/formats/formats.ts';
import { UsageError } from '../model/usage-error.ts';

interface Need {
  readonly isMet: (config: Config) => boolean;
  readonly advice: string;
}

/** What an option needs beside it to have any effect. */
const NEEDS: Readonly<Partial<Record<FlagName, Need>>> = {
  images: {
    isMet: ({ format }) => format !== 'coco' && formatNamed(format).isConversation,
    advice: 'pictures go with --format messages or sharegpt',
  },
  system: {
    isMet: ({ format, as }) => format !== 'coco' && formatNamed(format).takesSystem({ as }),
    advice: 'a system turn goes with --format messages or sharegpt, or prompt-completion --as messages',
  },
  as: {
    isMet: ({ format }) => format === 'prompt-completion',
    advice: 'it goes with --format prompt-completion',
  },
  target: {
    isMet: ({ format }) => format !== 'coco' && formatNamed(format).takesTarget,
    advice: 'raw and coco hold the whole poster',
  },
  exportFormat: {
    isMet: ({ format }) => format !== 'coco',
    advice: 'coco is one JSON document of its own',
  },
  copies: {
    isMet: ({ augment }) => augment.length > 0,
    advice: 'say with --augment what is to vary',
  },
  truncate: {
    isMet: ({ maxInputTokens }) => maxInputTokens !== undefined,
    advice: 'say with --max-input-tokens how long a paper may be',
  },
};

/**
 * Whoever gives an option wants something; one that would change nothing is a mistake.
 *
 * @param said the options of the command line; those of a file or the environment may be for other commands
 * @throws UsageError
 */
export function refuseIdleOptions(said: Readonly<Record<string, unknown>>, config: Config): void {
  for (const [name, { isMet, advice }] of Object.entries(NEEDS))
    if (name in said && !isMet(config)) throw new UsageError(`--${kebab(name)} would have no effect: ${advice}`);
}

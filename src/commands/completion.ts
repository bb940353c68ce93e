/** `completion`: what a shell needs to complete verbs and options. */
import { UsageError } from '../model/usage-error.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { COMPLETIONS } from '../terminal/completions.ts';
import { manPage } from '../terminal/man-page.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';

const SHELLS = Object.keys(COMPLETIONS);

export const help: VerbHelp = {
  verb: 'completion',
  operands: '<SHELL>',
  summary: `a script that completes verbs and options (${SHELLS.join(', ')}), or the page for man`,
  examples: [
    'source <(poster-stream completion bash)      # in ~/.bashrc',
    'poster-stream completion zsh > ~/.zfunc/_poster-stream',
    'poster-stream completion fish > ~/.config/fish/completions/poster-stream.fish',
  ],
};

export async function command({ operands: [shell = ''], stdout, helpOfAll }: Request): Promise<number> {
  if (shell === 'man') {
    await print(stdout, manPage(await helpOfAll()));
    return 0;
  }
  const write = new Map(Object.entries(COMPLETIONS)).get(shell);
  if (!write)
    throw new UsageError(`Completions are written for ${SHELLS.join(', ')}, and a page for man; not for ${shell}`);
  await print(stdout, write());
  return 0;
}

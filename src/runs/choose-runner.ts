import type { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { openBatched } from './batched.ts';
import type { Passes } from './passes.ts';
import { openPlain } from './plain.ts';
import type { Runner } from './runner.ts';
import { openStaged } from './staged.ts';

interface Way {
  readonly fits: (config: Config) => boolean;
  readonly open: (passes: Passes) => Runner<Readable> | Promise<Runner<Readable>>;
}

/** The ways that prepare; without any of them rows stream through once. */
const WAYS: readonly Way[] = [
  { fits: ({ batch }) => batch, open: openBatched },
  { fits: ({ pipeline, parallel }) => pipeline === 'original' && parallel === 'staged', open: openStaged },
];

/** The runner that the options ask for. */
export async function chooseRunner(passes: Passes): Promise<Runner> {
  const way = WAYS.find(({ fits }) => fits(passes.config));
  return await (way?.open ?? openPlain)(passes);
}

/** How each engine is opened, and checked beforehand: one line each. The facts about them are in config. */
import type { Config } from '../../config/config.ts';
import type { EngineName } from '../../config/flags/engine-facts.ts';
import type { Check } from '../check.ts';
import type { Engine } from '../engine.ts';
import type { EngineSetting } from './asking-options.ts';
import { checkConfiguredClaude, openConfiguredClaude } from './open-claude.ts';
import { checkConfiguredOpenai, openConfiguredOpenai } from './open-openai.ts';

interface KnownEngine {
  /** @throws UsageError when the engine lacks something, FatalError when it cannot serve */
  readonly open: (setting: EngineSetting) => Promise<Engine>;
  /** Checks whether it would serve. */
  readonly check: (config: Config) => Promise<Check[]>;
}

export const KNOWN_ENGINES: Readonly<Record<EngineName, KnownEngine>> = {
  claude: { open: openConfiguredClaude, check: checkConfiguredClaude },
  openai: { open: openConfiguredOpenai, check: checkConfiguredOpenai },
  local: { open: openConfiguredLocal, check: async () => [] },
};

async function openConfiguredLocal({ config }: EngineSetting): Promise<Engine> {
  const { language, threads: concurrency, posterPage = null, formulas } = config;
  const { openLocal } = await import('../local.ts');
  return openLocal({ language, posterPage, concurrency, formulas });
}

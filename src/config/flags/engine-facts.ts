/** What is known of each engine before it is opened: one line an engine. */

export interface EngineFacts {
  /** Where its key is looked for; `null` for an engine without one. */
  readonly keyVariable: 'ANTHROPIC_API_KEY' | 'OPENAI_API_KEY' | null;
  /** Asked unless another is named; `null` where there is none, or its server is to say which. */
  readonly model: string | null;
  /** Whether it can be asked by batches, at half the price. */
  readonly takesBatch: boolean;
  /** Whether it works on this machine and asks nobody. */
  readonly free: boolean;
  /** Whether its servers speak Chat Completions: they can look over matches as well. */
  readonly chat: boolean;
}

export const ENGINES = {
  claude: {
    ...{ keyVariable: 'ANTHROPIC_API_KEY', model: 'claude-haiku-5-5' },
    ...{ takesBatch: true, free: false, chat: false },
  },
  openai: { keyVariable: 'OPENAI_API_KEY', model: null, takesBatch: false, free: false, chat: true },
  local: { keyVariable: null, model: null, takesBatch: false, free: true, chat: false },
} as const satisfies Readonly<Record<string, EngineFacts>>;

export type EngineName = keyof typeof ENGINES;
/** Those that ask a model. */
export type AskingEngineName = {
  [Name in EngineName]: (typeof ENGINES)[Name]['free'] extends true ? never : Name;
}[EngineName];

const isEngine = (name: string): name is EngineName => name in ENGINES;
const isAsking = (name: EngineName): name is AskingEngineName => !ENGINES[name].free;

export const ENGINE_NAMES: readonly EngineName[] = Object.keys(ENGINES).filter(isEngine);
export const ASKING_ENGINE_NAMES: readonly AskingEngineName[] = ENGINE_NAMES.filter(isAsking);

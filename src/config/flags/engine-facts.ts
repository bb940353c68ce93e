/** What is known about each engine before it is opened: one entry each. */

export interface EngineFacts {
  /** The variable that holds its key; `null` for an engine without one. */
  readonly keyVariable: 'ANTHROPIC_API_KEY' | 'OPENAI_API_KEY' | null;
  /** The default model; `null` if there is none, or its server decides. */
  readonly model: string | null;
  /** Whether it can be asked by batches, at half the price. */
  readonly takesBatch: boolean;
  /** Whether it runs on this machine, without asking any service. */
  readonly free: boolean;
  /** Whether its servers speak Chat Completions, so that they can verify matches as well. */
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

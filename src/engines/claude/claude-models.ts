/** How Claude's models differ, as far as a request needs to know. */
import { FatalError } from '../../model/item.ts';
import type { SightLimits } from '../../poster/picture/sight-limits.ts';

export interface ModelTraits {
  /** Takes `temperature`; newer models refuse it. */
  temperature: boolean;
  /** Whether it thinks by default, which uses up `max_tokens`: switched off if possible, else kept short. */
  thinking: 'off-by-default' | 'switch-off' | 'low-effort';
  sight: SightLimits;
  /** Shortest prompt, in tokens, that the service caches. */
  cacheMinimum: number;
}

/**
 * The tier of models before 4.7, and that of later ones: https://platform.claude.com/docs/en/build-with-claude/vision
 */
const STANDARD_SIGHT: SightLimits = { longEdge: 1568, visualTokens: 1568 };
const HIGH_SIGHT: SightLimits = { longEdge: 2576, visualTokens: 4784 };
/** Haiku is chosen for its price: the edge of the standard tier is enough, and all its patches are seen. */
const HAIKU_SIGHT: SightLimits = { ...HIGH_SIGHT, longEdge: STANDARD_SIGHT.longEdge };

/** The first that fits. Minima: https://platform.claude.com/docs/en/build-with-claude/prompt-caching */
const FAMILIES: readonly { name: RegExp; traits: ModelTraits }[] = [
  {
    name: /^claude-haiku-5/,
    traits: { temperature: false, thinking: 'switch-off', sight: HAIKU_SIGHT, cacheMinimum: 512 },
  },
  {
    name: /^claude-sonnet-5-5/,
    traits: { temperature: false, thinking: 'switch-off', sight: HIGH_SIGHT, cacheMinimum: 512 },
  },
  {
    name: /^claude-sonnet-5/,
    traits: { temperature: false, thinking: 'switch-off', sight: HIGH_SIGHT, cacheMinimum: 1024 },
  },
  {
    name: /^claude-(opus-5|fable-|mythos-)/,
    traits: { temperature: false, thinking: 'low-effort', sight: HIGH_SIGHT, cacheMinimum: 512 },
  },
  {
    name: /^claude-opus-4-[78]/,
    traits: { temperature: false, thinking: 'off-by-default', sight: HIGH_SIGHT, cacheMinimum: 4096 },
  },
  {
    name: /^claude-(haiku|sonnet|opus)-4/,
    traits: { temperature: true, thinking: 'off-by-default', sight: STANDARD_SIGHT, cacheMinimum: 4096 },
  },
];

/** A model that is not in this table is sent nothing that it might refuse. */
const UNKNOWN: ModelTraits = {
  temperature: false,
  thinking: 'off-by-default',
  sight: STANDARD_SIGHT,
  cacheMinimum: Number.POSITIVE_INFINITY,
};

const RETIRED = /^claude-(3|2|instant|haiku-3|sonnet-3|opus-3)/;

/** @throws FatalError for a model that is no longer served, naming the one to use instead. */
export function traitsOf(model: string): ModelTraits {
  if (RETIRED.test(model)) {
    throw new FatalError(
      `The model ${model} is retired and no longer answers. Use claude-haiku-5-5 (--model claude-haiku-5-5).`,
    );
  }
  return FAMILIES.find((family) => family.name.test(model))?.traits ?? UNKNOWN;
}

import { visualTokens } from '../../poster/picture/sight-limits.ts';

/** Characters of English in a token, on the low side: an estimate that is for budgets must not fall short. */
const CHARACTERS_PER_TOKEN = 3;

/** Tokens of a prompt of so many characters beside a picture of this size, on the high side. */
export const promptTokens = (characters: number, { width, height }: { width: number; height: number }): number =>
  visualTokens(width, height) + Math.ceil(characters / CHARACTERS_PER_TOKEN);

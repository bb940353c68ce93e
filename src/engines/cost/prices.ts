/** What tokens cost: the only table of prices; everything that reports dollars reads it. */
import type { Usage } from '../../model/schemas.ts';

/** The day the table below was taken from the provider's price list. */
export const PRICES_AS_OF = '2026-11-22';

/** Dollars per million tokens. */
export interface TokenPrice {
  input: number;
  output: number;
  cache_write: number;
  cache_read: number;
}

/** One price, or another for prompts above a number of tokens. */
export interface ModelPrice extends TokenPrice {
  long_prompt?: TokenPrice & { above_tokens: number };
}

export type PriceTable = Readonly<Record<string, ModelPrice>>;

/**
 * Writing to the prompt cache costs a quarter more than input. Dollars per million tokens.
 * @param readShare What reading from it costs of the input's price: a tenth, where the list says nothing else.
 */
export const priced = (input: number, output: number, readShare = 0.1): TokenPrice => ({
  input,
  output,
  cache_write: input * 1.25,
  cache_read: input * readShare,
});

/** https://platform.claude.com/docs/en/about-claude/pricing */
export const PRICES: PriceTable = {
  'claude-haiku-5-5': { ...priced(0.1, 0.5), long_prompt: { ...priced(0.5, 2.5), above_tokens: 100_000 } },
  'claude-haiku-4-5': priced(1, 5),
  'claude-sonnet-5-5': priced(2, 10, 0.05),
  'claude-opus-5-5': priced(4, 20, 0.05),
  'claude-fable-5-1': priced(10, 50, 0.025),
};

/** `null` for a model that the table does not know: never a guess. Dated names (`…-20251001`) cost what the model does. */
export function priceOf(model: string, overrides: PriceTable = {}): ModelPrice | null {
  const undated = model.replace(/-\d{8}$/, '');
  return overrides[model] ?? overrides[undated] ?? PRICES[model] ?? PRICES[undated] ?? null;
}

/** The share of the price that the Message Batches API charges. */
const BATCH_SHARE = 0.5;

export function atBatchRate({ long_prompt: long, ...price }: ModelPrice): ModelPrice {
  const halved = <Price extends TokenPrice>(rates: Price): Price => ({
    ...rates,
    input: rates.input * BATCH_SHARE,
    output: rates.output * BATCH_SHARE,
    cache_write: rates.cache_write * BATCH_SHARE,
    cache_read: rates.cache_read * BATCH_SHARE,
  });
  return { ...halved(price), ...(long && { long_prompt: halved(long) }) };
}

/** Dollars. */
export function costOf(usage: Usage, price: ModelPrice): number {
  const prompt = usage.input_tokens + usage.cache_creation_input_tokens + usage.cache_read_input_tokens;
  const { long_prompt: long } = price;
  const rate = long !== undefined && prompt > long.above_tokens ? long : price;
  const millionths =
    usage.input_tokens * rate.input +
    usage.output_tokens * rate.output +
    usage.cache_creation_input_tokens * rate.cache_write +
    usage.cache_read_input_tokens * rate.cache_read;
  return millionths / 1e6;
}

/** Reads fields out of JSON that nobody has checked: each reader gives the value in its type, or `null`. */

export type Fields = Readonly<Record<string, unknown>>;

export const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A number, or the number a string begins with (`"12.5%"` → 12.5). */
export function asNumber(value: unknown): number | null {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The same, brought into 0–100. */
export function asPercent(value: unknown): number | null {
  const number = asNumber(value);
  return number === null ? null : Math.min(100, Math.max(0, number));
}

/** Text that says something: `null` for blanks, and for the words models write where nothing is. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' || /^(null|none|n\/a|undefined)$/i.test(text) ? null : text;
}

export function asOneOf<const T extends string>(value: unknown, allowed: readonly T[]): T | null {
  const text = asText(value)?.toLowerCase();
  return allowed.find((one) => one === text) ?? null;
}

/** Colours that CSS can draw; a model's "dark blue" is not one. */
const CSS_COLOUR = /^(#[0-9a-f]{6}|linear-gradient\([^()]*(\([^()]*\)[^()]*)*\))$/i;
const SHORT_HEX = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i;

/** `#rrggbb` in lower case, or a `linear-gradient(…)`. */
export function asColour(value: unknown): string | null {
  const text = asText(value);
  if (text === null) return null;
  const short = SHORT_HEX.exec(text);
  if (short !== null) return `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`.toLowerCase();
  return CSS_COLOUR.test(text) ? text.toLowerCase() : null;
}

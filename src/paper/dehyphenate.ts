/** Lines → running text: hyphens at line ends undone where they only broke a word. */

const HYPHEN = /(\p{L}+)[-\u2010\u00ad]$/u;
/** Parts that keep their hyphen: `well-known`, `non-linear`, `x-axis`. */
const COMPOUND_START =
  /^(?:self|non|well|multi|semi|pre|post|anti|co|ex|high|low|long|short|two|three|four|five|one|first|second|third|half|full|large|small|left|right|top|cross|near|real|time|end|state|[b-hj-zB-HJ-Z])$/i;

export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text = text === '' ? line.trim() : joinPair(text, line.trim());
  return text;
}

/** The two stretches as one text. */
export function joinPair(before: string, after: string): string {
  const broken = HYPHEN.exec(before);
  if (broken?.[1] && /^\p{L}/u.test(after)) {
    const keeps = /^\p{Lu}/u.test(after) || COMPOUND_START.test(broken[1]) || /-\p{L}+[-\u2010]$/u.test(before);
    return keeps ? before + after : before.slice(0, -1) + after;
  }
  // A dash or slash that ends a line binds what follows.
  if (/[\p{L}\p{N}][-–/]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) return before + after;
  return `${before} ${after}`;
}

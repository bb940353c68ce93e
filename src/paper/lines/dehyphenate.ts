/** Lines → running text: hyphens at line ends undone where they only broke a word. */

/** Ends a line whose word is known to go on without a hyphen, and one whose word is known to keep it. */
export const SOFT_HYPHEN = '\u00ad';
export const KEPT_HYPHEN = '\u2011';

const HYPHEN = /(\p{L}+)[-\u2010\u00ad\u2011]$/u;

/** The line's last word goes on in the next one. */
export const endsBroken = (line: string): boolean => HYPHEN.test(line);

/** Parts that keep their hyphen: `well-known`, `non-linear`, `x-axis`. */
const COMPOUND_START =
  /^(?:self|non|well|multi|semi|pre|post|anti|co|ex|high|low|long|short|two|three|four|five|one|first|second|third|half|full|large|small|left|right|top|cross|near|real|time|end|state|[b-hj-zB-HJ-Z])$/i;

export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text = text === '' ? line.trim() : joinPair(text, line.trim());
  return text.replace(/[\u00ad\u2011]$/, '-');
}

/** The two stretches as one text. */
export function joinPair(before: string, after: string): string {
  const broken = HYPHEN.exec(before);
  if (broken?.[1] && /^\p{L}/u.test(after)) {
    if (before.endsWith(SOFT_HYPHEN)) return before.slice(0, -1) + after;
    if (before.endsWith(KEPT_HYPHEN)) return `${before.slice(0, -1)}-${after}`;
    const keeps = /^\p{Lu}/u.test(after) || COMPOUND_START.test(broken[1]) || /-\p{L}+[-\u2010]$/u.test(before);
    return keeps ? before + after : before.slice(0, -1) + after;
  }
  // A dash or slash that ends a line binds what follows.
  if (/[\p{L}\p{N}][-–/]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) return before + after;
  return `${before} ${after}`;
}

/** A model that loops says its last words over and over until it is stopped. */

/** What stands at the end more often than this is a loop. */
const MOST_REPEATS = 20;
const LONGEST_PATTERN = 100;

/** The text with a loop at its end cut down to one turn; the last turn may be cut off. */
export function cutTail(text: string): string {
  const longest = Math.min(LONGEST_PATTERN, Math.floor(text.length / MOST_REPEATS));
  for (let length = 1; length <= longest; length++) {
    const start = loopStart(text, length);
    if (text.length - start > MOST_REPEATS * length) return text.slice(0, start + length);
  }
  return text;
}

/** Where the stretch at the end begins that repeats itself every `length` characters. */
function loopStart(text: string, length: number): number {
  let start = text.length - length;
  while (start > 0 && text[start - 1] === text[start - 1 + length]) start--;
  return start;
}

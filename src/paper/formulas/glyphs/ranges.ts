/** The letters from `first` to `last`, a space between each two. */
export function range(first: string, last: string): string {
  const [from, to] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0];
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join(' ');
}

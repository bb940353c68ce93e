/** Hyphens at line ends that the document itself settles: it prints the word whole, or with its hyphen, elsewhere. */
import { KEPT_HYPHEN, SOFT_HYPHEN } from '../lines/dehyphenate.ts';
import type { TextLine } from '../lines/text-line.ts';
import type { PageText } from '../page/page-text.ts';

const BROKEN = /(\p{L}+)[-\u2010\u2011]$/u;
const WORD = /\p{L}+(?:[-\u2010\u2011]\p{L}+)*/gu;

/** The pages with such hyphens marked, as `joinPair` reads them. */
export function settleHyphens<T extends Pick<PageText, 'lines'>>(pages: readonly T[]): T[] {
  const counts = wordCounts(pages);
  const lines = pages.flatMap((page) => page.lines.toSorted((a, b) => a.order - b.order));
  const settled = new Map<TextLine, TextLine>();
  for (const [i, line] of lines.entries()) {
    const start = BROKEN.exec(line.text)?.[1];
    if (start === undefined) continue;
    const end = /^\p{Ll}+/u.exec(lines[i + 1]?.text ?? '')?.[0];
    settled.set(line, { ...line, text: line.text.slice(0, -1) + hyphenBetween(start, end, counts) });
  }
  return pages.map((page) => ({ ...page, lines: page.lines.map((line) => settled.get(line) ?? line) }));
}

function hyphenBetween(start: string, end: string | undefined, counts: ReadonlyMap<string, number>): string {
  if (end === undefined) return '-';
  const whole = counts.get((start + end).toLowerCase()) ?? 0;
  const compound = counts.get(`${start}-${end}`.toLowerCase()) ?? 0;
  if (whole === compound) return '-';
  return whole > compound ? SOFT_HYPHEN : KEPT_HYPHEN;
}

/** Words within lines, in small letters; the first and the last of a line may be halves. */
function wordCounts(pages: readonly Pick<PageText, 'lines'>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of pages.flatMap((page) => page.lines)) {
    for (const [word] of [...text.matchAll(WORD)].slice(1, -1)) {
      const key = word.toLowerCase().replace(/[\u2010\u2011]/g, '-');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

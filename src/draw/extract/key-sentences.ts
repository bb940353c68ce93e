/** The sentences of a section that tell most, without any model. */

const ENDS = /(?<=[.!?])\s+(?=[\p{Lu}\d“"(])/u;
/** What a full stop does not end. */
const ABBREVIATED =
  /(?:\b(?:e\.g|i\.e|et al|cf|Fig|Figs|Eq|Eqs|Sec|Tab|Ref|Refs|vs|resp|approx|No|Dr|Prof)|\b\p{Lu})\.$/u;
/** How authors begin what they want to be remembered. */
const TELLING =
  /\b(?:we (?:propose|present|show|find|introduce|demonstrate|measure|develop|prove|observe)|results? (?:show|suggest|indicate)|outperforms?|in this (?:paper|work)|our (?:method|approach|model|results))\b/i;
/** Points at what a poster does not have. */
const POINTING = /\b(?:section|appendix|theorem|lemma|equation|eq\.|footnote|above|below|following)\b/i;
const LENGTH = { shortest: 6, longest: 38 };

export function sentencesOf(paragraph: string): string[] {
  const sentences: string[] = [];
  for (const part of paragraph.replace(/\s+/g, ' ').split(ENDS)) {
    const last = sentences.at(-1);
    if (last && ABBREVIATED.test(last)) sentences[sentences.length - 1] = `${last} ${part}`;
    else sentences.push(part.trim());
  }
  return sentences;
}

const contentWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}][\p{L}-]{3,}/gu) ?? [];

/** How often each word stands in the title and the abstract: what the paper is about. */
export function topicOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of contentWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The best `count` of a section's sentences, in their order. */
export function keySentences(
  paragraphs: readonly string[],
  topic: ReadonlyMap<string, number>,
  count: number,
): string[] {
  const sentences = paragraphs.flatMap((paragraph, p) =>
    sentencesOf(paragraph).map((text, i) => ({
      text,
      score: scoreOf(text, topic) + (i === 0 ? 0.6 : 0) + (p === 0 && i === 0 ? 0.8 : 0),
    })),
  );
  const fit = sentences.filter(({ text }) => isWhole(text));
  const best = new Set([...fit].sort((a, b) => b.score - a.score).slice(0, count));
  return fit.filter((sentence) => best.has(sentence)).map(({ text }) => withoutCitations(text));
}

function isWhole(text: string): boolean {
  const words = text.split(' ').length;
  return words >= LENGTH.shortest && words <= LENGTH.longest && /^[\p{Lu}\d“"]/u.test(text) && /[.!?]$/.test(text);
}

function scoreOf(text: string, topic: ReadonlyMap<string, number>): number {
  const words = contentWords(text);
  const about = words.reduce((sum, word) => sum + Math.log1p(topic.get(word) ?? 0), 0) / Math.sqrt(words.length + 1);
  return (
    about + (TELLING.test(text) ? 1 : 0) - (POINTING.test(text) ? 0.8 : 0) + (/\d\s?%|\d\.\d/.test(text) ? 0.4 : 0)
  );
}

/** `[3, 7]`, `(Smith et al., 2020)`. */
const withoutCitations = (text: string): string =>
  text
    .replace(/\s*\[\d+(?:\s*[,–-]\s*\d+)*\]/g, '')
    .replace(/\s*\((?:[^()]*\bet al\.[^()]*|[\p{Lu}][^()]{0,60},? (?:19|20)\d\d[a-z]?)\)/gu, '');

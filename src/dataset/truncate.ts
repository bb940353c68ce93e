import { isCaption, type MarkdownSection, markdownSections, plainTitle } from './markdown-sections.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * What is kept of a paper that is too long:
 *
 * - `head`: the first sections, whole
 * - `sections`: the beginning of every section, each the same amount at most
 * - `abstract-intro-conclusion`: those three, then the first of the others
 */
export const TRUNCATIONS = ['head', 'sections', 'abstract-intro-conclusion'] as const;
export type Truncation = (typeof TRUNCATIONS)[number];

/** Stands wherever text was left out: it tells the model, and `split` that the text is not the whole. */
export const TRUNCATION_MARK = '[… truncated …]';

export interface Truncated {
  readonly markdown: string;
  readonly cut: boolean;
}

interface Block {
  readonly text: string;
  readonly tokens: number;
  readonly caption: boolean;
  readonly section: number;
}

/**
 * A paper cut to `maxTokens`. It is cut between sections where it can be, else between paragraphs, and between two words
 * only where one paragraph alone is too long. Captions stay, wherever they are, as long as they fill no more than half.
 */
export function truncate(
  markdown: string,
  { maxTokens, strategy, tokenizer }: { maxTokens: number; strategy: Truncation; tokenizer: Tokenizer },
): Truncated {
  if (tokenizer.fits(markdown, maxTokens)) return { markdown, cut: false };
  const sections = markdownSections(markdown);
  const mark = tokenizer.count(`${TRUNCATION_MARK}\n\n`);
  const blocks = sections.flatMap((section, index) =>
    section.blocks.map((text) => ({
      text,
      tokens: tokenizer.count(`${text}\n\n`),
      caption: isCaption(text),
      section: index,
    })),
  );
  for (let budget = maxTokens - mark; budget > 0; budget -= Math.max(mark, Math.ceil(budget / 50))) {
    const kept = chooseBlocks(sections, blocks, strategy, budget);
    const text = kept.size > 0 ? join(blocks, kept) : `${tokenizer.head(markdown, budget)}\n\n${TRUNCATION_MARK}`;
    // Blocks are counted one by one and every gap costs a mark, so the whole is counted again.
    if (tokenizer.fits(text, maxTokens)) return { markdown: text, cut: true };
  }
  return { markdown: tokenizer.head(markdown, maxTokens), cut: true };
}

function chooseBlocks(
  sections: readonly MarkdownSection[],
  blocks: readonly Block[],
  strategy: Truncation,
  budget: number,
): Set<Block> {
  const kept = takeWhileFits(
    blocks.filter(({ caption }) => caption),
    budget / 2,
  );
  const prose = sections.map((_, index) => blocks.filter(({ section, caption }) => section === index && !caption));
  const left = budget - tokensOf(kept);
  const chosen = strategy === 'sections' ? evenly(prose, left) : wholeSections(order(sections, prose, strategy), left);
  return new Set([...kept, ...chosen]);
}

const CENTRAL = /\babstract\b|\bsummary\b|\bintroduction\b|\bconclusions?\b|\bconcluding\b/;

/** The sections in the order in which they are wanted. */
function order(sections: readonly MarkdownSection[], prose: readonly Block[][], strategy: Truncation): Block[][] {
  if (strategy === 'head') return [...prose];
  const isCentral = sections.map(({ title }, index) => index === 0 || CENTRAL.test(plainTitle(title)));
  return [...prose.filter((_, i) => isCentral[i]), ...prose.filter((_, i) => !isCentral[i])];
}

/** Sections as long as they fit whole; of the first that does not, its paragraphs if there is only a heading so far. */
function wholeSections(sections: readonly Block[][], budget: number): Block[] {
  const taken: Block[] = [];
  let left = budget;
  for (const section of sections) {
    const size = tokensOf(section);
    if (size > left) {
      const hasProse = taken.some(({ text }) => !text.startsWith('#'));
      return hasProse ? taken : [...taken, ...takeWhileFits(section, left)];
    }
    taken.push(...section);
    left -= size;
  }
  return taken;
}

/** Of every section the paragraphs that fit a share which is the same for all: the largest for which all fit. */
function evenly(sections: readonly Block[][], budget: number): Block[] {
  const within = (share: number) => sections.flatMap((section) => takeWhileFits(section, share));
  let [low, high] = [0, budget];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (tokensOf(within(middle)) <= budget) low = middle;
    else high = middle;
  }
  return within(low);
}

function takeWhileFits(blocks: readonly Block[], budget: number): Block[] {
  let used = 0;
  const end = blocks.findIndex(({ tokens }) => {
    used += tokens;
    return used > budget;
  });
  return end < 0 ? [...blocks] : blocks.slice(0, end);
}

const tokensOf = (blocks: Iterable<Block>) => [...blocks].reduce((sum, { tokens }) => sum + tokens, 0);

/** The kept blocks in the paper's order, a mark in every gap. */
function join(blocks: readonly Block[], kept: ReadonlySet<Block>): string {
  return blocks
    .map((block) => (kept.has(block) ? block.text : TRUNCATION_MARK))
    .filter((text, i, all) => text !== TRUNCATION_MARK || all[i - 1] !== TRUNCATION_MARK)
    .join('\n\n');
}

/** Which blocks are headings. */
import type { Block } from '../blocks/block.ts';
import { headingText, isCapitals, NUMBERED } from '../blocks/heading-text.ts';
import type { TextStatistics } from '../blocks/statistics.ts';
import {
  isAbstractName,
  isReferencesName,
  isSectionName,
  isStatement,
  startsKeywords,
} from '../vocabulary/section-names.ts';
import { levelsOf } from './heading-levels.ts';

const MOST_LINES = 5;
const MOST_CHARACTERS = 250;

/** Marks headings among the blocks and gives them levels: 1 is the title's, sections start at 2. */
export function markHeadings(blocks: readonly Block[], statistics: TextStatistics): void {
  const candidates = blocks.filter(
    (block, i) =>
      (block.kind === 'heading' && block.level === 0) ||
      (block.kind === 'paragraph' &&
        (looksLikeHeading(block, statistics) || isSmallHeading(block, blocks[i + 1], statistics)) &&
        !followsRunIn(block, blocks[i - 1]) &&
        !leadsIntoFormula(block, blocks[i + 1])),
  );
  const headings = withoutContents(withoutReferences(blocks, afterFrontMatter(blocks, candidates)));
  const levels = levelsOf(headings);
  for (const block of headings) {
    block.kind = 'heading';
    block.level = levels.get(block) ?? 2;
  }
}

/** What stands on the line of a heading that runs into its paragraph is that paragraph. */
function followsRunIn({ lines: [first] }: Block, before: Block | undefined): boolean {
  const heading = before?.kind === 'heading' ? before.lines.at(-1) : undefined;
  return heading !== undefined && first?.page === heading.page && first.baseline === heading.baseline;
}

/** Words in a statement's italics between two formulas (`Then it follows that`) name nothing. */
function leadsIntoFormula(block: Block, next: Block | undefined): boolean {
  const text = headingText(block);
  const isItalic = block.lines.every((line) => line.italic && !line.bold);
  return next?.kind === 'equation' && isItalic && !NUMBERED.test(text) && !isSectionName(text);
}

/** An unfinished sentence, an item of a list, the rest of a table: `Continued Table 1`. */
const NEVER =
  /[,;]$|^[•●◦▪■‣►➢✓]|^\(?continued(?:[.)]*$|\s+(?:table|figure)\b)|^(?:table|figure|fig\.)\s+\S{1,6}\s+\(?cont/iu;

function looksLikeHeading(block: Block, statistics: TextStatistics): boolean {
  const first = block.lines[0];
  if (!first || block.lines.length > MOST_LINES) return false;
  const text = headingText(block);
  if (text.length > MOST_CHARACTERS || !isWords(text) || NEVER.test(text) || startsKeywords(text)) return false;
  if (isSectionName(text) && block.lines.length === 1) return true;
  if (first.size < 0.88 * statistics.bodySize || block.lines.some((line) => line.math > 0.6)) return false;
  if ((/\.$/.test(text) && text.split(' ').length > 12) || isStatement(text)) return false;
  return standsOut(block, text, statistics);
}

/** Shares of the running text's size. */
const SMALLEST = 0.65;
const LIKE_TEXT = 0.95;
/** Lines of such a heading. */
const FEW_LINES = 3;

/** Smaller than the text below, but bold and on lines of its own right above it: a face with large letters is set so. */
function isSmallHeading(block: Block, next: Block | undefined, { bodySize, bodyBold }: TextStatistics): boolean {
  const line = block.lines.at(-1);
  const first = next?.lines[0];
  if (!line || !first || block.lines.length > FEW_LINES || next?.kind !== 'paragraph' || first.page !== line.page)
    return false;
  const text = headingText(block);
  const step = first.baseline - line.baseline;
  return (
    !bodyBold &&
    block.lines.every(({ bold, uniform, size }) => bold && uniform && size > SMALLEST * bodySize) &&
    isWords(text) &&
    !NEVER.test(text) &&
    /^\p{Lu}.*[^.,;:]$/u.test(text) &&
    !isStatement(text) &&
    !startsKeywords(text) &&
    !first.bold &&
    first.size > LIKE_TEXT * bodySize &&
    step > 0 &&
    step < 2 * bodySize &&
    Math.abs(first.x0 - line.x0) < 3 * bodySize
  );
}

/** As a sentence, with a number, or, in the lowest sections of some journals, with a letter: `a. Two dimensions`. */
const BEGINS = /^(?:[\p{Lu}\p{N}]|[a-h]\.\s+\p{Lu})/u;

/** Set unlike the running text: larger, bold, in capitals, in italics, in a face of its own, or numbered on a short line. */
function standsOut(block: Block, text: string, statistics: TextStatistics): boolean {
  const first = block.lines[0];
  if (!first) return false;
  const every = (look: 'bold' | 'italic') => block.lines.every((line) => line[look] && line.uniform);
  if (first.size > 1.07 * statistics.bodySize || (!statistics.bodyBold && every('bold'))) return true;
  if (isCapitals(text)) return true;
  const few = block.lines.length <= 2 && text.split(' ').length <= 16;
  const named = few && /^[\p{Lu}\p{N}]/u.test(text) && !/[.:]$/.test(text);
  if (every('italic')) return few && BEGINS.test(text) && (/\s/.test(text) || NUMBERED.test(text));
  if (named && hasOwnFace(block, statistics)) return true;
  const short = block.lines.length === 1 && first.x1 < block.right - 4 * first.size;
  return named && short && NUMBERED.test(text) && /^\S+\s+\p{Lu}/u.test(text) && text.split(' ').length <= 10;
}

/** Many files name their fonts so that nothing tells the bold one; that it sets little of the text does. */
function hasOwnFace(block: Block, { bodyFont, bodySize, fontShare }: TextStatistics): boolean {
  return block.lines.every(
    (line) =>
      line.uniform &&
      line.font !== bodyFont &&
      line.size > 0.92 * bodySize &&
      line.math < 0.3 &&
      fontShare(line.font) < 0.06,
  );
}

/** Letters enough to be words, in one run of three at least. */
function isWords(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\p{N}/gu)?.length ?? 0;
  return /\p{L}{3}/u.test(text) && letters > 2 * digits;
}

/** Authors, their institutes and the journal's own words stand before the abstract or the first section. */
function afterFrontMatter(blocks: readonly Block[], candidates: readonly Block[]): Block[] {
  const opens = (block: Block) => {
    const text = headingText(block);
    return isAbstractName(text) || isSectionName(text) || NUMBERED.test(text);
  };
  const title = blocks.findIndex((block) => block.level === 1);
  const start = candidates.find((block) => blocks.indexOf(block) > title && opens(block));
  const from = start ? blocks.indexOf(start) : title + 1;
  return candidates.filter((block) => blocks.indexOf(block) >= from);
}

/** Among references only what looks like their own heading, or names a section, is a heading. */
function withoutReferences(blocks: readonly Block[], headings: readonly Block[]): Block[] {
  const references = headings.findLast((block) => isReferencesName(headingText(block)));
  if (!references) return [...headings];
  const at = blocks.indexOf(references);
  const look = references.lines[0];
  return headings.filter((block) => {
    const text = headingText(block);
    if (blocks.indexOf(block) <= at || isSectionName(text) || /^(?:appendix|supplement)/i.test(text)) return true;
    const first = block.lines[0];
    return (
      first &&
      look &&
      first.size > look.size - 1.6 &&
      first.bold === look.bold &&
      (look.bold || first.font === look.font)
    );
  });
}

/** An entry of a table of contents says a heading's words before the page's number. */
function withoutContents(headings: readonly Block[]): Block[] {
  const texts = new Set(headings.map(headingText));
  return headings.filter((block) => {
    const entry = /^(.*\p{L}.*?)[\s.]*\s\d{1,3}$/u.exec(headingText(block))?.[1];
    return entry === undefined || !texts.has(entry);
  });
}

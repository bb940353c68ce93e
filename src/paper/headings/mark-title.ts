/** The title: the largest words at the top of the first page that carries text. */
import type { Block } from '../blocks/block.ts';
import { headingText, isCapitals } from '../blocks/heading-text.ts';
import type { TextStatistics } from '../blocks/statistics.ts';
import { isAbstractName, isSectionName } from '../vocabulary/section-names.ts';

/** A first page with fewer words is a cover; the title may stand on the next one. */
const COVER_WORDS = 120;

/** Marks the title's block; lines of it that fell into several blocks become one. */
export function markTitle(blocks: Block[], statistics: TextStatistics): void {
  const pages = [...new Set(blocks.map((block) => block.page))].slice(0, 2);
  for (const page of pages) {
    const here = blocks.filter((block) => block.page === page && block.kind === 'paragraph');
    const title = titleAmong(here, statistics);
    if (title) becomeTitle(title, blocks);
    if (title || here.flatMap((block) => headingText(block).split(' ')).length > COVER_WORDS) return;
  }
}

function titleAmong(blocks: readonly Block[], statistics: TextStatistics): Block | undefined {
  const likely = blocks.filter((block) => isTitleLike(headingText(block)));
  const largest = Math.max(...likely.map(sizeOf));
  if (largest > 1.05 * statistics.bodySize) return likely.find((block) => sizeOf(block) > 0.97 * largest);
  const opening = blocks.findIndex((block) => isAbstractName(headingText(block)) || isSectionName(headingText(block)));
  const top = opening < 0 ? blocks.slice(0, 3) : blocks.slice(0, opening);
  return top.find((block) => likely.includes(block) && isEmphasised(block) && headingText(block).split(' ').length > 2);
}

const isEmphasised = (block: Block) =>
  isCapitals(headingText(block)) || block.lines.every((line) => line.bold && line.uniform);

function becomeTitle(title: Block, blocks: Block[]): void {
  title.kind = 'heading';
  title.level = 1;
  const at = blocks.indexOf(title) + 1;
  for (let next = blocks[at]; next && continuesTitle(title, next); next = blocks[at]) {
    title.lines.push(...next.lines);
    blocks.splice(at, 1);
  }
}

/** What kind of article it is, and in which journal, may be set larger than what it is called. */
const KIND =
  /^(?:(?:full|original|regular|invited|short|brief|rapid|research|review|systematic|clinical|case|mini)[ -]?)*(?:articles?|papers?|reviews?|reports?|communications?|letters?|notes?|research|stud(?:y|ies)|contributions?)(?:\s+open access)?$/i;
const JOURNAL = /\bjournal\b(?!.{40})|^(?:proceedings|transactions|annals|archives|acta)\b|\bopen access$/i;

/** Characters; no title is longer, and what is asked below takes the square of it. */
const LONGEST = 600;

const isTitleLike = (text: string) =>
  text.length <= LONGEST &&
  /\p{L}{2}.*\s.*\p{L}{2}/u.test(text) &&
  !KIND.test(text) &&
  !JOURNAL.test(text) &&
  !text.includes('@');

const sizeOf = (block: Block) => block.lines[0]?.size ?? 0;

function continuesTitle(title: Block, next: Block): boolean {
  const last = title.lines.at(-1);
  const first = next.lines[0];
  if (!last || !first || next.page !== title.page || first.size < 1.05) return false;
  return (
    Math.abs(first.size - last.size) < 0.3 && first.bold === last.bold && first.baseline - last.baseline < 2 * last.size
  );
}

/** The title: the largest words in the upper part of the first page that carries text. */
import type { Block } from './block.ts';
import { headingText } from './headings.ts';
import type { TextStatistics } from './statistics.ts';

/** Marks the title's block; lines of it that fell into several blocks become one. */
export function markTitle(blocks: Block[], statistics: TextStatistics): void {
  const page = blocks[0]?.page;
  const first = blocks.filter((block) => block.page === page && block.kind === 'paragraph');
  const sized = first.filter((block) => isTitleLike(headingText(block)));
  const largest = Math.max(...sized.map(sizeOf));
  if (!(largest > 1.05 * statistics.bodySize)) return;
  const start = sized.find((block) => sizeOf(block) > 0.97 * largest);
  if (!start) return;
  start.kind = 'heading';
  start.level = 1;
  const at = blocks.indexOf(start) + 1;
  for (let next = blocks[at]; next && continuesTitle(start, next); next = blocks[at]) {
    start.lines.push(...next.lines);
    blocks.splice(at, 1);
  }
}

/** What kind of article it is, and in which journal, may be set larger than what it is called. */
const KIND =
  /^(?:(?:full|original|regular|invited|short|brief|rapid|research|review|systematic|clinical|case|mini)[ -]?)*(?:articles?|papers?|reviews?|reports?|communications?|letters?|notes?|research|stud(?:y|ies)|contributions?)(?:\s+open access)?$/i;
const JOURNAL = /\bjournal\b(?!.{40})|^(?:proceedings|transactions|annals|archives|acta)\b|\bopen access$/i;

const isTitleLike = (text: string) => /\p{L}{2}.*\s.*\p{L}{2}/u.test(text) && !KIND.test(text) && !JOURNAL.test(text);

const sizeOf = (block: Block) => block.lines[0]?.size ?? 0;

function continuesTitle(title: Block, next: Block): boolean {
  const last = title.lines.at(-1);
  const first = next.lines[0];
  if (!last || !first || next.page !== title.page) return false;
  return (
    Math.abs(first.size - last.size) < 0.3 && first.bold === last.bold && first.baseline - last.baseline < 2 * last.size
  );
}

/** Which paragraphs are references, notes or code: told by where they stand and how they are set. */
import type { Block } from './block.ts';
import { headingText } from './headings/heading-text.ts';
import { isReferencesName } from './headings/section-names.ts';
import type { TextStatistics } from './statistics.ts';

/** Footnotes and the notes under tables are set below this share of the running text's size. */
const NOTE_SIZE = 0.93;
/** Fewer lines of a typewriter face are a word or a name in the text. */
const CODE_LINES = 2;

export function markKinds(blocks: readonly Block[], statistics: TextStatistics): void {
  let inReferences = false;
  let inBody = false;
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'heading') inReferences = isReferencesName(headingText(block));
    // Years and page numbers look like formulas; among references nothing is one.
    if (inReferences && block.kind === 'equation') block.kind = 'reference';
    if (block.kind !== 'paragraph') continue;
    const small = block.lines.every((line) => line.size < NOTE_SIZE * statistics.bodySize);
    if (inReferences) block.kind = 'reference';
    else if (isCode(block, statistics)) block.kind = 'code';
    else if (small && inBody && (hasMark(block) || blocks[i - 1]?.kind === 'float')) block.kind = 'note';
    inBody ||= !small;
  }
}

const hasMark = ({ lines: [first] }: Block) =>
  first !== undefined && (first.raisedStart || /^[*†‡§¶∗]/.test(first.text));

const isCode = (block: Block, { bodyMono }: TextStatistics): boolean =>
  !bodyMono && block.lines.length >= CODE_LINES && block.lines.every((line) => line.mono);

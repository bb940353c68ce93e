/** Which paragraphs are references, notes or code: told by where they stand and how they are set. */
import type { Block } from './block.ts';
import { headingText } from './headings/heading-text.ts';
import { isReferencesName } from './headings/section-names.ts';
import type { TextStatistics } from './statistics.ts';
import { isElsewhere } from './text-line.ts';

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
    const small = isSmall(block, statistics);
    if (inReferences) block.kind = 'reference';
    else if (isCode(block, statistics)) block.kind = 'code';
    else if (small && inBody && (hasMark(block) || blocks[i - 1]?.kind === 'float' || isAtFoot(blocks, i, statistics)))
      block.kind = 'note';
    inBody ||= !small;
  }
}

const isSmall = (block: Block, { bodySize }: TextStatistics) =>
  block.lines.every((line) => line.size < NOTE_SIZE * bodySize);

/** Nothing but small print follows in the column: addresses and licences have no mark. */
function isAtFoot(blocks: readonly Block[], at: number, statistics: TextStatistics): boolean {
  for (let i = at; ; i++) {
    const [line] = blocks[i]?.lines.slice(-1) ?? [];
    const [below] = blocks[i + 1]?.lines ?? [];
    if (!line || !below) return false;
    if (isElsewhere(line, below)) return true;
    const next = blocks[i + 1];
    if (!next || !(next.kind === 'paragraph' || next.kind === 'note') || !isSmall(next, statistics)) return false;
  }
}

const hasMark = ({ lines: [first] }: Block) =>
  first !== undefined && (first.raisedStart || /^[*†‡§¶∗]/.test(first.text));

const isCode = (block: Block, { bodyMono }: TextStatistics): boolean =>
  !bodyMono && block.lines.length >= CODE_LINES && block.lines.every((line) => line.mono);

/** Which paragraphs are references, notes or code: told by where they stand and how they are set. */

import { isElsewhere } from '../lines/text-line.ts';
import { isReferencesName } from '../vocabulary/section-names.ts';
import type { Block } from './block.ts';
import { headingText } from './heading-text.ts';
import type { TextStatistics } from './statistics.ts';

/** Footnotes and the notes under tables are set below this share of the running text's size. */
const NOTE_SIZE = 0.93;
/** Fewer lines of a typewriter face are a word or a name in the text. */
const CODE_LINES = 2;

/** Lines: more small print than this is text of its own, which has halves to be joined. */
const LONGEST_NOTE = 15;

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
    else if (small && inBody && (hasMark(block) || isAside(blocks, i, statistics))) block.kind = 'note';
    else if (isCode(block, statistics)) block.kind = 'code';
    inBody ||= !small;
  }
}

const isSmall = (block: Block, { bodySize }: TextStatistics) =>
  block.lines.every((line) => line.size < NOTE_SIZE * bodySize);

/** A little small print beside a float or at the foot of a column: labels of a drawing, addresses and licences have no mark. */
function isAside(blocks: readonly Block[], at: number, statistics: TextStatistics): boolean {
  const isPrint = (block: Block | undefined) =>
    block !== undefined && (block.kind === 'paragraph' || block.kind === 'note') && isSmall(block, statistics);
  let [first, last] = [at, at];
  while (isPrint(blocks[first - 1]) && !endsColumn(blocks[first - 1], blocks[first])) first--;
  while (isPrint(blocks[last + 1]) && !endsColumn(blocks[last], blocks[last + 1])) last++;
  const lines = blocks.slice(first, last + 1).reduce((sum, block) => sum + block.lines.length, 0);
  const [above, below] = [blocks[first - 1], blocks[last + 1]];
  const isBesideFloat = above?.kind === 'float' || below?.kind === 'float';
  return lines <= LONGEST_NOTE && (isBesideFloat || endsColumn(blocks[last], below));
}

function endsColumn(block: Block | undefined, next: Block | undefined): boolean {
  const [line, below] = [block?.lines.at(-1), next?.lines[0]];
  return line !== undefined && below !== undefined && isElsewhere(line, below);
}

const hasMark = ({ lines: [first] }: Block) =>
  first !== undefined && (first.raisedStart || /^[*†‡§¶∗]/.test(first.text));

const isCode = (block: Block, { bodyMono }: TextStatistics): boolean =>
  !bodyMono && block.lines.length >= CODE_LINES && block.lines.every((line) => line.mono);

/** Blocks of all pages → one flow: paragraphs whole again across columns and pages. */

import { endsBroken } from '../lines/dehyphenate.ts';
import { isElsewhere } from '../lines/text-line.ts';
import type { Block } from './block.ts';

/** What may stand between the two halves of a paragraph: floats, and the notes at a page's foot. */
const INTERRUPTS = new Set<Block['kind']>(['float', 'note']);

/** Joins blocks of the kind in place; what stood between the halves stands before or after the joined block, whichever is nearer. */
export function joinHalves(blocks: readonly Block[], kind: 'paragraph' | 'reference'): Block[] {
  const joined: Block[] = [];
  const indents = kind === 'paragraph' && indentsParagraphs(blocks);
  let open: Block | null = null;
  let interrupted = false;
  for (const block of blocks) {
    const joins = open !== null && block.kind === kind && continues(open, block, { interrupted, indents });
    if (open && joins) {
      if (lengthOf(open) < lengthOf(block)) floatsFirst(joined, open);
      open.lines.push(...block.lines);
      open.right = block.right;
      open.left = block.left;
      interrupted = false;
      continue;
    }
    joined.push(block);
    interrupted = INTERRUPTS.has(block.kind);
    if (!interrupted) open = block.kind === kind ? block : null;
  }
  return joined;
}

const lengthOf = (block: Block) => block.lines.reduce((sum, { text }) => sum + text.length, 0);

/** Puts the floats that follow `block` before it; notes stay behind the text that they explain. */
function floatsFirst(joined: Block[], block: Block): void {
  const at = joined.indexOf(block);
  const following = joined.splice(at + 1);
  const floats = following.filter(({ kind }) => kind === 'float');
  joined.splice(at, 0, ...floats);
  joined.push(...following.filter(({ kind }) => kind !== 'float'));
}

/** Whether `next` goes on with the sentence, or at least the paragraph, that `open` left at a column's end or above a float. */
function continues(open: Block, next: Block, where: { interrupted: boolean; indents: boolean }): boolean {
  const last = open.lines.at(-1);
  const first = next.lines[0];
  if (!last || !first || !(where.interrupted || isElsewhere(last, first))) return false;
  if (Math.abs(last.size - first.size) > 0.06 * last.size) return false;
  if (last.bold !== first.bold && last.uniform && first.uniform) return false;
  if (endsBroken(last.text)) return /^\p{L}/u.test(first.text);
  const finished = /[.!?:]["”’)\]]*(?:[\d⁰¹²³⁴⁵⁶⁷⁸⁹,–⁻]*)$/u.test(last.text);
  const isFull = last.x1 > open.right - 2 * last.size;
  if (!finished) return isFull || /^[\p{Ll}\p{N}("“‘[]/u.test(first.text);
  // After a full stop (`E.` of a species is none) only a missing indent tells a paragraph's second half.
  return isFull && (/^\p{Ll}{3}/u.test(first.text) || (where.indents && !next.indented));
}

/** Fewer neighbours say nothing of how paragraphs begin; and the share of them whose second one is indented where all should be. */
const FEWEST = 8;
const NEARLY_ALL = 0.9;

/** Whether paragraphs begin with an indent wherever one stands right below another. */
function indentsParagraphs(blocks: readonly Block[]): boolean {
  const followers = blocks.filter((block, i) => {
    const [before] = blocks[i - 1]?.lines.slice(-1) ?? [];
    const [first] = block.lines;
    return (
      before &&
      first &&
      block.kind === 'paragraph' &&
      blocks[i - 1]?.kind === 'paragraph' &&
      block.lines.length > 1 &&
      !isElsewhere(before, first)
    );
  });
  return (
    followers.length >= FEWEST && followers.filter(({ indented }) => indented).length > NEARLY_ALL * followers.length
  );
}

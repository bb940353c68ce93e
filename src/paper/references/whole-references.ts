/** Blocks of the list of references → one block an entry. */
import type { Block } from '../blocks/block.ts';
import { joinHalves } from '../blocks/join-halves.ts';
import { type EntryStarts, entryStarts, type ListLine } from './entry-style.ts';

/** Sizes from one baseline to the next; further down something else begins: the authors' addresses, say. */
const WIDEST_LEADING = 2.2;

export function wholeReferences(blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex((block) => block.kind === 'reference');
  if (first < 0) return [...blocks];
  const end = endOfList(blocks, first);
  const list = blocks.slice(first, end);
  const lines = list.flatMap((block) => (block.kind === 'reference' ? linesOf(block) : []));
  const starts = entryStarts(lines);
  const whole = starts ? entries(list, starts) : joinHalves(list, 'reference');
  return [...blocks.slice(0, first), ...whole, ...wholeReferences(blocks.slice(end))];
}

/** Where the list's own kind ends: at the next heading. */
function endOfList(blocks: readonly Block[], first: number): number {
  const heading = blocks.findIndex((block, i) => i > first && block.kind === 'heading');
  return heading < 0 ? blocks.length : heading;
}

const linesOf = (block: Block): ListLine[] => block.lines.map((line) => ({ line, block }));

/** Entries whole across columns and pages; what stood between an entry's halves follows it. */
function entries(list: readonly Block[], starts: EntryStarts): Block[] {
  const out: Block[] = [];
  const lines = new Set(starts);
  let open: Block | undefined;
  for (const block of list) {
    if (block.kind !== 'reference') out.push(block);
    else if (lines.size === 0 && open && isApart(open, block)) out.push({ ...block, kind: 'paragraph' });
    else {
      for (const line of block.lines) {
        const begins = lines.delete(line);
        if (open && !begins) open.lines.push(line);
        else {
          open = { ...block, lines: [line] };
          out.push(open);
        }
      }
    }
  }
  return out;
}

function isApart(entry: Block, block: Block): boolean {
  const last = entry.lines.at(-1);
  const line = block.lines[0];
  if (!last || !line || last.page !== line.page) return false;
  const far = line.baseline - last.baseline > WIDEST_LEADING * last.size;
  return far || Math.abs(line.size - last.size) > 0.1 * last.size;
}

/** A list of references without a heading of its own, as the styles of physics journals print it: told by its labels. */
import type { Block } from '../blocks/block.ts';
import { entryStarts } from './entry-style.ts';

/** Share of the pages after which a list may begin, and how many entries make one. */
const EARLIEST = 0.4;
const FEWEST = 6;
/** Lines that an entry takes on average, at most; numbered notes at the feet of pages have a page of text between them. */
const LONGEST = 8;
const FIRST_LABEL = /^(?:\[1\]|¹(?=\s?\p{Lu})|\(1\)\s\p{Lu})/u;

/** The blocks with those of such a list marked, the first one divided where the list begins inside of it. */
export function withoutHeading(blocks: readonly Block[]): Block[] {
  const pages = blocks.at(-1)?.page ?? 0;
  for (const [at, block] of [...blocks.entries()].toReversed()) {
    if (block.kind === 'reference' || block.page < EARLIEST * pages) break;
    if (!isText(block)) continue;
    const index = block.lines.findIndex((line) => FIRST_LABEL.test(line.text));
    if (index < 0) continue;
    const end = endOfText(blocks, at);
    const list = [{ ...block, lines: block.lines.slice(index) }, ...blocks.slice(at + 1, end)];
    if (!isList(list)) continue;
    for (const entry of list) if (isText(entry)) entry.kind = 'reference';
    const before = index > 0 ? [{ ...block, lines: block.lines.slice(0, index) }] : [];
    return [...blocks.slice(0, at), ...before, ...list, ...blocks.slice(end)];
  }
  return [...blocks];
}

/** Years and page numbers look like formulas, and what stands small under a table like its notes. */
const isText = ({ kind }: Block) => kind === 'paragraph' || kind === 'equation' || kind === 'note';

function endOfText(blocks: readonly Block[], from: number): number {
  const heading = blocks.findIndex((block, i) => i > from && block.kind === 'heading');
  return heading < 0 ? blocks.length : heading;
}

function isList(list: readonly Block[]): boolean {
  const lines = list.flatMap((block) => (isText(block) ? block.lines.map((line) => ({ line, block })) : []));
  const starts = entryStarts(lines);
  return starts !== null && starts.size >= FEWEST && lines.length < LONGEST * starts.size;
}

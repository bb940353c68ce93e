/** Headings that run into their paragraph's first line: `Abstract—We show …`, `2.1. Test substances. Three …`. */
import type { Block } from '../blocks/block.ts';
import { NUMBERED } from '../blocks/heading-text.ts';
import type { TextLine } from '../lines/text-line.ts';

const ABSTRACT = /^(?:abstract|summary)\s*[.:—–-]+\s*(?=\S)/i;

/** A full stop after these ends no sentence: `Validity of Eq. (11)`. */
const ABBREVIATED = /(?:^|\s)(?:Eqs?|Figs?|Secs?|Refs?|Tabs?|Thms?|No|cf|vs|al)\.$/i;

/** The blocks with such paragraphs divided in two; the heading's half is marked as one. */
export function splitRunInHeadings(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    const first = block.lines[0];
    const length = first && block.kind === 'paragraph' ? leadLength(first) : 0;
    if (!first || length === 0) return [block];
    const lines = [{ ...first, text: first.text.slice(length).trim(), lead: null }, ...block.lines.slice(1)];
    return [headingBlock(block, first, first.text.slice(0, length)), { ...block, lines }];
  });
}

/** Characters of the line that are its heading; 0 when there is none. */
function leadLength(line: TextLine): number {
  const abstract = ABSTRACT.exec(line.text);
  if (abstract) return abstract[0].length;
  const { lead, text } = line;
  if (!lead || lead.length > 110 || !NUMBERED.test(lead) || !/[.:]$/.test(lead) || ABBREVIATED.test(lead)) return 0;
  return text.startsWith(lead) && /^\s*[\p{Lu}\p{N}(“"]/u.test(text.slice(lead.length)) ? lead.length : 0;
}

function headingBlock(block: Block, first: TextLine, text: string): Block {
  const bare = text.replace(/\s*[.:—–-]+\s*$/, '');
  const bold = first.bold || !first.italic;
  return { ...block, kind: 'heading', lines: [{ ...first, text: bare, uniform: true, bold, lead: null }] };
}

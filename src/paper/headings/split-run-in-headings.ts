/** Headings that run into their paragraph's first lines: `Abstract—We show …`, `2.1. Test substances. Three …`. */
import type { Block } from '../blocks/block.ts';
import { NUMBERED } from '../blocks/heading-text.ts';
import type { TextLine } from '../lines/text-line.ts';
import { isSectionName, isStatement, startsKeywords } from '../vocabulary/section-names.ts';

const ABSTRACT = /^(?:abstract|summary)\s*[.:—–-]+\s*(?=\S)/i;

/** A full stop after these ends no sentence: `Validity of Eq. (11)`, `Hosts of C. elegans`. */
const ABBREVIATED = /(?:^|\s)(?:Eqs?|Figs?|Secs?|Refs?|Tabs?|Thms?|No|cf|vs|al|spp?|var|\p{L})\.$/iu;

/** Lines and characters of a heading at most. */
const MOST_LINES = 2;
const MOST_CHARACTERS = 160;
/** Headings without numbers that run in are a habit of the paper: fewer are bold words. */
const HABIT = 3;

/** Where a heading ends: the line of its block, and the characters of that line. */
interface HeadingEnd {
  readonly line: number;
  readonly at: number;
}

/** The blocks with such paragraphs divided in two; the heading's half is marked as one. */
export function splitRunInHeadings(blocks: readonly Block[]): Block[] {
  const plain = blocks.filter(isBoldHeading);
  const habit = plain.length >= HABIT && !numbersSections(blocks) ? new Set(plain) : new Set<Block>();
  return blocks.flatMap((block) => {
    const end = block.kind !== 'paragraph' ? null : (abstractEnd(block) ?? leadEnd(block, habit));
    return end ? halves(block, end) : [block];
  });
}

function halves(block: Block, { line, at }: HeadingEnd): Block[] {
  const [last, first] = [block.lines[line], block.lines[0]];
  if (!first || !last) return [block];
  const head = [...block.lines.slice(0, line), { ...last, text: last.text.slice(0, at) }];
  const rest = [{ ...last, text: last.text.slice(at).trim(), lead: null }, ...block.lines.slice(line + 1)];
  const bold = first.bold || !first.italic;
  const lines = head.map((part, i) => ({
    ...part,
    text: i === line ? part.text.replace(/\s*[.:—–-]+\s*$/, '') : part.text,
    ...{ uniform: true, bold, lead: null },
  }));
  return [
    { ...block, kind: 'heading', lines },
    { ...block, lines: rest },
  ];
}

function abstractEnd({ lines: [first] }: Block): HeadingEnd | null {
  const name = first && ABSTRACT.exec(first.text);
  return name ? { line: 0, at: name[0].length } : null;
}

const leadEnd = (block: Block, habit: ReadonlySet<Block>): HeadingEnd | null =>
  habit.has(block) || NUMBERED.test(block.lines[0]?.text ?? '') ? headingEnd(block) : null;

/** The end of the first sentence of a paragraph's emphasised beginning, where another sentence follows. */
function headingEnd({ lines }: Block): HeadingEnd | null {
  const line = lines.findIndex((each) => !isEmphasised(each) || each.lead !== null);
  const last = lines[line];
  if (!last?.lead || line >= MOST_LINES || !last.text.startsWith(last.lead)) return null;
  const before = lines.slice(0, line).map(({ text }) => `${text} `);
  const number = NUMBERED.exec(lines[0]?.text ?? '')?.[0].length ?? 0;
  const start = line === 0 ? number : 0;
  for (const stop of last.lead.matchAll(/[.:](?=\s|$)/g)) {
    const at = stop.index + 1;
    const text = before.join('') + last.lead.slice(0, at);
    if (at <= start || ABBREVIATED.test(text) || text.length > MOST_CHARACTERS) continue;
    return /\p{L}{2}/u.test(text) && /^\s*[\p{Lu}\p{N}(“"]/u.test(last.text.slice(at)) ? { line, at } : null;
  }
  return null;
}

const isEmphasised = ({ uniform, bold, italic }: TextLine): boolean => uniform && (bold || italic);

/** Begins in bold with a sentence that may be a heading: no statement, no caption, no part of an abstract. */
function isBoldHeading(block: Block): boolean {
  const { lines } = block;
  const [first] = lines;
  const end = block.kind === 'paragraph' && headingEnd(block);
  const isBold = first?.lead ? first.boldLead : first?.bold === true;
  if (!first || !end || !isBold) return false;
  const text = [...lines.slice(0, end.line).map((line) => line.text), lines[end.line]!.text.slice(0, end.at)].join(' ');
  return /^\p{Lu}\p{L}[^\d]*\.$/u.test(text) && !isSectionName(text) && !isStatement(text) && !startsKeywords(text);
}

/** Whether the paper's sections have numbers: then its subsections have them too. */
function numbersSections(blocks: readonly Block[]): boolean {
  const names = blocks.flatMap(({ lines: [first], lines }) => (first && lines.length === 1 ? [first.text] : []));
  return names.some((text) => NUMBERED.test(text) && isSectionName(text));
}

/** Regions of lines → blocks: where a paragraph, heading or item begins. */

import { isEquationLine } from '../formulas/equations.ts';
import { isDisplayToken } from '../formulas/formula-book.ts';
import { joinRow, type TextLine } from '../lines/text-line.ts';
import type { Region } from '../page/reading-order.ts';
import { isSectionName } from '../vocabulary/section-names.ts';
import { type Block, type Float, isFloat } from './block.ts';
import { isCapitals } from './heading-text.ts';
import type { TextStatistics } from './statistics.ts';

/** `•`, `–`, `(a)`, `1.`, `[12]`: what an item of a list or of the references starts with. */
const MARKER = /^(?:[•●◦▪■□‣·∙○►➢✓*–—-]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s|\[[\w+]{1,8}\]\s|\d{1,3}\s+\p{Lu})/u;

export function buildBlocks(region: Region<TextLine | Float>, statistics: TextStatistics): Block[] {
  const items = rowsOf(region.items, region);
  const blocks: Block[] = [];
  let open: Block | null = null;
  items.forEach((item, i) => {
    if (isFloat(item)) {
      open = null;
      blocks.push(floatBlock(item, region));
      return;
    }
    const next = items[i + 1];
    const previous = open?.lines.at(-1);
    if (open && previous && !begins(open, previous, item, next && !isFloat(next) ? next : undefined, statistics)) {
      open.lines.push(item);
      return;
    }
    open = blockOf(item, region);
    blocks.push(open);
  });
  return blocks;
}

/** Fragments on one baseline are one line; a formula's parts stay apart until they are read in their own order. */
function rowsOf(items: readonly (TextLine | Float)[], column: { left: number; right: number }): (TextLine | Float)[] {
  const rows: (TextLine | Float)[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const joins =
      last &&
      !isFloat(last) &&
      !isFloat(item) &&
      !isDisplayToken(last.text) &&
      !isDisplayToken(item.text) &&
      Math.abs(last.baseline - item.baseline) < 0.3 * Math.min(last.size, item.size) &&
      !(isEquationLine(last, column) && isEquationLine(item, column));
    if (joins) rows[rows.length - 1] = joinRow(last, item);
    else rows.push(item);
  }
  return rows;
}

const floatBlock = (item: Float, region: { left: number; right: number }): Block => ({
  kind: 'float',
  page: item.page,
  lines: [],
  left: region.left,
  right: region.right,
  level: 0,
  markdown: item.markdown,
  indented: false,
});

const blockOf = (line: TextLine, region: { left: number; right: number }): Block => ({
  kind: isEquationLine(line, region) ? 'equation' : 'paragraph',
  page: line.page,
  lines: [line],
  left: region.left,
  right: region.right,
  level: 0,
  markdown: null,
  indented: line.x0 > region.left + 0.6 * line.size,
});

/** Whether `line` begins a block of its own after `previous`, the last line of `block`. */
function begins(
  block: Block,
  previous: TextLine,
  line: TextLine,
  next: TextLine | undefined,
  statistics: TextStatistics,
): boolean {
  if (isDisplayToken(line.text) || isDisplayToken(previous.text)) return true;
  const isEquation = isEquationLine(line, block) && !endsParagraph(block, previous, line, statistics);
  if (block.kind === 'equation' || isEquation)
    return !(block.kind === 'equation' && isEquation && line.baseline - previous.baseline < 3 * line.size);
  if (differs(previous, line) && !isMidSentence(block, previous, line) && !isMidHeading(block, previous, line))
    return true;
  const leading = statistics.leading(Math.max(previous.size, line.size));
  // Notes and institutes stand under one another, each with its mark.
  if (line.raisedStart && block.lines[0]?.raisedStart) return true;
  const step = line.baseline - previous.baseline;
  if (step > 1.3 * leading + 1 || step < -0.5 * leading) return true;
  if (block.lines.length < LONGEST_HEADING && isDisplayed(line, statistics))
    return (
      headsSection(block, previous) || headsSection({ ...block, lines: [line] }, line) || isNextHeading(block, line)
    );
  if (previous.mono && line.mono) return false;
  if (endsEarly(block, previous, line)) return true;
  return isIndented(block, previous, line, next);
}

/** The few signs that are left for a paragraph's last line (`k = 1.`, `[18].`) look like a formula, but stand as its lines do. */
function endsParagraph(block: Block, previous: TextLine, line: TextLine, statistics: TextStatistics): boolean {
  const em = line.size;
  return (
    block.kind === 'paragraph' &&
    previous.x1 > block.right - 2 * em &&
    Math.abs(line.x0 - block.left) < 0.5 * em &&
    line.baseline - previous.baseline < 1.1 * statistics.leading(previous.size) + 1
  );
}

/** A line full of names in italics is as much of its sentence as the upright one before it. */
function isMidSentence(block: Block, previous: TextLine, line: TextLine): boolean {
  return (
    previous.bold === line.bold &&
    Math.abs(previous.size - line.size) < 0.1 &&
    previous.x1 > block.right - previous.size &&
    Math.abs(line.x0 - block.left) < 0.5 * line.size &&
    !/[.!?:]["”’)\]]*$/.test(previous.text)
  );
}

/** A heading that runs into its paragraph may take more than a line: the next one begins as the full one before it is set. */
const isMidHeading = (block: Block, previous: TextLine, line: TextLine): boolean =>
  line.lead !== null &&
  previous.uniform &&
  previous.bold === line.boldLead &&
  (previous.bold || previous.italic) &&
  Math.abs(previous.size - line.size) < 0.1 &&
  previous.x1 > block.right - 3 * previous.size;

function differs(a: TextLine, b: TextLine): boolean {
  if (Math.abs(a.size - b.size) > 0.06 * Math.max(a.size, b.size) && a.text.length > 2 && b.text.length > 2)
    return true;
  if (a.bold !== b.bold && (a.bold ? a.uniform : b.uniform)) return true;
  if (a.bold && b.bold) return false;
  return a.italic !== b.italic && a.uniform && b.uniform && a.math < 0.3 && b.math < 0.3;
}

/** A line that is a section's whole name: the next heading may follow in the same look. */
const headsSection = (block: Block, line: TextLine) => block.lines.length === 1 && isSectionName(line.text);

/** A heading right under another: in other letters than it, or with a number as it has. */
function isNextHeading({ lines: [first] }: Block, line: TextLine): boolean {
  if (!first) return false;
  if (ARABIC.test(first.text) && ARABIC.test(line.text)) return true;
  return isCapitals(first.text) !== isCapitals(line.text) && hasLetters(first) && hasLetters(line);
}

const ARABIC = /^\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+\p{Lu}/u;
const hasLetters = ({ text }: TextLine): boolean => /\p{L}{3}.*\p{L}{3}/u.test(text);

/** Lines; what is longer is an abstract in bold, which has paragraphs. */
const LONGEST_HEADING = 5;

/** Titles and headings are set apart by their look; where their lines break says nothing. */
function isDisplayed(line: TextLine, statistics: TextStatistics): boolean {
  return line.size > 1.08 * statistics.bodySize || (line.bold && line.uniform && !statistics.bodyBold);
}

/** The next line's first word would have fitted: whoever set this line ended it on purpose. */
function endsEarly(block: Block, previous: TextLine, line: TextLine): boolean {
  const word = /^\S+/.exec(line.text)?.[0] ?? '';
  const width = ((line.x1 - line.x0) * (word.length + 1)) / Math.max(1, line.text.length);
  const room = block.right - previous.x1;
  if (room < width + 0.6 * line.size) return false;
  return /[.!?:;"”’)\]]$/.test(previous.text) || /^[\p{Lu}\p{N}•[(]/u.test(line.text);
}

function isIndented(block: Block, previous: TextLine, line: TextLine, next: TextLine | undefined): boolean {
  const em = line.size;
  const first = block.lines[0] ?? previous;
  const step = line.x0 - previous.x0;
  const hanging = block.lines.length > 1 && previous.x0 > first.x0 + 0.5 * em;
  if (hanging && line.x0 < previous.x0 - 0.5 * em) return true;
  if (MARKER.test(line.text) && MARKER.test(first.text) && Math.abs(line.x0 - first.x0) < 0.5 * em && hasHang(block))
    return true;
  if (step < 0.6 * em || step > 5 * em) return false;
  if (block.lines.length === 1 && MARKER.test(first.text)) return false;
  // A hanging paragraph's second line stands in like its third; a new paragraph's first line stands in alone.
  const goesOn = next !== undefined && Math.abs(next.x0 - line.x0) < 0.4 * em && next.baseline > line.baseline;
  return !(goesOn && block.lines.length === 1);
}

const hasHang = (block: Block) => block.lines.length === 1 || (block.lines[1]?.x0 ?? 0) > (block.lines[0]?.x0 ?? 0) + 3;

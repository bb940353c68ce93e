/** The authors' names: from the cells of a grid, or from the lines under the title. */
import type { Block } from '../blocks/block.ts';
import { joinLines } from '../lines/dehyphenate.ts';
import { joinRow, type TextLine } from '../lines/text-line.ts';
import { faces } from '../page/gutters.ts';
import type { AuthorCell, AuthorGrid } from './author-grid.ts';

const INSTITUTE =
  /universit|institut|department|school|college|laborator|hospital|centre|center|faculty|academy|\b(?:dept|inc|ltd|gmbh|labs?|of|for)\b|compan|research|@|\d{5}/i;
const DATE = /\b(?:19|20)\d\d$/;
const MARKS = /[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱ*†‡§¶∗⋆|#()\d]+/g;
const DEGREE =
  /^(?:\p{L}|ph\.?d|m\.?d|m\.?sc|prof|dr|jr|(?:(?:life |senior |student )?(?:member|fellow))?(?:\s*ieee)?)\.?$/iu;
const NAME = /^(?:\p{Lu}[\p{L}.'’‑-]*|\p{Ll}{1,4})(?:\s+[\p{L}.'’‑-]+){1,4}$/u;
const ADDRESS = /@/;
/** `Ada Lovelace (ada@engine.org)`. */
const ADDRESS_BEHIND = /\s*[(<{[][^()]*@[^()]*[)>}\]]\s*$/;
/** Sizes: a gap this wide stands for a comma. */
const WIDE = 0.9;
/** Share of its column from which a line of names was broken because it was full. */
const FULL = 0.6;

/** Names without their marks; none where anything in the text is no name. */
function namesIn(text: string): string[] {
  if (DATE.test(text)) return [];
  const plain = text
    .replace(ADDRESS_BEHIND, '')
    .replace(/^by\s+/i, '')
    .replace(MARKS, ',');
  const parts = plain.split(/\s*[,;&•·]\s*(?:and\s+)?|\s+and\s+|^and\s+/).map((part) => part.trim());
  const names = parts.filter((part) => part !== '' && !DEGREE.test(part));
  return names.every((part) => NAME.test(part) && !INSTITUTE.test(part)) ? names : [];
}

function withCommas({ text, breaks, size }: TextLine): string {
  const wide = breaks.filter(({ x0, x1 }) => x1 - x0 > WIDE * size).map(({ at }) => at);
  return [0, ...wide].map((from, i) => text.slice(from, wide[i]).trim()).join(', ');
}

/** The first line of each cell is a name, and so is what follows an address in a cell that lists several authors. */
export function namesInGrids(grids: readonly AuthorGrid[]): string[] {
  const [first] = grids;
  if (!first) return [];
  // Under names without anything below them stand their institutes, side by side as well.
  const grown = first.cells.some((cell) => cell.length > 1);
  return (grown ? grids : [first]).flatMap(({ cells }) => cells.flatMap(namesInCell));
}

const namesInCell = (cell: readonly TextLine[]): string[] =>
  cell.flatMap((line, i) => (startsAuthor(line, cell[i - 1]) ? namesIn(withCommas(line)) : []));

const startsAuthor = (line: TextLine, before: TextLine | undefined): boolean =>
  !line.raisedStart && (!before || ADDRESS.test(before.text));

/** A cell's lines as blocks: each name, and what stands below it; a row of names as one. */
export function authorBlocks({ items, left, right }: AuthorCell): Block[] {
  const [first, ...others] = items;
  if (!first) return [];
  const block = (lines: TextLine[]): Block => ({
    kind: 'author',
    page: first.page,
    lines,
    left,
    right,
    level: 0,
    markdown: null,
    indented: false,
  });
  if (others.every((other) => faces(other, first))) return [block([others.reduce(joinRow, first)])];
  const blocks: Block[] = [];
  let isName = false;
  for (const [i, line] of items.entries()) {
    const wasName = isName;
    isName = startsAuthor(line, items[i - 1]) && namesIn(withCommas(line)).length > 0;
    const open = blocks.at(-1);
    if (!open || isName || wasName) blocks.push(block([line]));
    else open.lines.push(line);
  }
  return blocks;
}

/** Blocks under the title among which the first names are looked for. */
const NEAR = 6;

/** The names in the first blocks under the title; in `blocks` they stand apart from what follows them on further lines. */
export function takeNames(title: Block, blocks: Block[]): string[] {
  const at = blocks.indexOf(title) + 1;
  for (const [i, block] of blocks.slice(at, at + NEAR).entries()) {
    if (block.kind !== 'paragraph' || block.page !== title.page) break;
    const { names, lines } = namesAtStart(block);
    const [line] = block.lines;
    if (names.length === 0 || !line) continue;
    const rest = block.lines.slice(lines);
    if (rest.length > 0)
      blocks.splice(at + i, 1, { ...block, lines: block.lines.slice(0, lines) }, { ...block, lines: rest });
    return [...names, ...namesLike(line, blocks.slice(at + i + 1))];
  }
  return [];
}

/** In the longest run of lines at the block's start that are nothing but names. */
function namesAtStart(block: Block): { names: string[]; lines: number } {
  const after = block.lines.findIndex((line, i) => !goesOn(line, block.lines[i + 1], block));
  for (let lines = after + 1; lines > 0; lines--) {
    const names = namesIn(joined(block.lines.slice(0, lines)));
    if (names.length > 0) return { names, lines };
  }
  return { names: [], lines: 0 };
}

/** A list of names goes on behind a comma, or where the line was full. */
function goesOn({ text, x0, x1 }: TextLine, next: TextLine | undefined, { left, right }: Block): boolean {
  if (!next) return false;
  const isList = /[,;]|\band\b/.test(text);
  return /(?:[,;&]|\band)$/.test(text) || /^and\b/.test(next.text) || (isList && x1 - x0 > FULL * (right - left));
}

const joined = (lines: readonly TextLine[]): string => joinLines(lines.map(withCommas));

/** One author a block: the lines behind an address, and those set like the first name where institutes are set otherwise. */
function namesLike(name: TextLine, blocks: readonly Block[]): string[] {
  const end = blocks.findIndex(({ kind, page }) => kind !== 'paragraph' || page !== name.page);
  const own = blocks.slice(0, Math.max(0, end));
  const lines = own.map((block) => block.lines[0]!);
  const isTold = !lines.every((line) => isAlike(line, name));
  const behindAddress = (i: number) => ADDRESS.test(own[i - 1]?.lines.at(-1)?.text ?? '');
  return lines
    .filter((line, i) => isAlike(line, name) && !line.raisedStart && (isTold || behindAddress(i)))
    .flatMap((line) => namesIn(withCommas(line)));
}

const isAlike = (a: TextLine, b: TextLine): boolean =>
  a.font === b.font && a.bold === b.bold && a.italic === b.italic && a.size === b.size;

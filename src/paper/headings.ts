/** Which blocks are headings, and of which level. */
import type { Block } from './block.ts';
import { joinLines } from './dehyphenate.ts';
import { isSectionName } from './section-names.ts';
import type { TextStatistics } from './statistics.ts';

/** `3`, `3.1`, `IV.`, `B.`, `Appendix C` before a heading's words. */
const NUMBERED =
  /^(?:(?<arabic>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?<roman>[IVX]{1,5})\.|(?<letter>[A-H](?:\.\d{1,2}){0,3})\.?)\s+(?=[\p{Lu}\p{Lt}“"'(]|\p{Ll})/u;

const MOST_LINES = 5;
const MOST_CHARACTERS = 250;

export const headingText = (block: Block): string => joinLines(block.lines.map((line) => line.text));

/** Marks headings among the blocks and gives them levels: 1 is the title's, sections start at 2. */
export function markHeadings(blocks: readonly Block[], statistics: TextStatistics): void {
  const candidates = blocks.filter((block) => block.kind === 'paragraph' && looksLikeHeading(block, statistics));
  const levels = styleLevels(candidates);
  for (const block of candidates) {
    block.kind = 'heading';
    block.level = levelOf(block, levels);
  }
}

function looksLikeHeading(block: Block, statistics: TextStatistics): boolean {
  const first = block.lines[0];
  if (!first || block.lines.length > MOST_LINES) return false;
  const text = headingText(block);
  if (text.length > MOST_CHARACTERS || !/\p{L}{3}/u.test(text) || /[,;]$/.test(text)) return false;
  if (isSectionName(text) && block.lines.length === 1) return true;
  const { bodySize, bodyBold } = statistics;
  if (first.size < 0.88 * bodySize || block.lines.some((line) => line.math > 0.6)) return false;
  const numbered = NUMBERED.test(text);
  const larger = first.size > 1.07 * bodySize;
  const bold = !bodyBold && block.lines.every((line) => line.bold && line.uniform);
  const sentence = /[.]$/.test(text) && text.split(' ').length > 12;
  if (sentence) return false;
  if (larger || bold) return /^[\p{Lu}\p{N}\p{Ll}“"'(]/u.test(text);
  const capitals = isCapitals(text);
  if (capitals && text.length > 4) return true;
  const italic = block.lines.every((line) => line.italic && line.uniform);
  if (italic) return /^[\p{Lu}\p{N}]/u.test(text) && block.lines.length <= 2 && text.split(' ').length <= 14;
  return (
    numbered &&
    block.lines.length === 1 &&
    first.x1 < block.right - 4 * first.size &&
    !/[.:]$/.test(text) &&
    /^\S+\s+\p{Lu}/u.test(text) &&
    text.split(' ').length <= 10
  );
}

const isCapitals = (text: string) => {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length > 3 && letters.replace(/\p{Lu}/gu, '').length <= 0.1 * letters.length;
};

function styleOf(block: Block): string {
  const first = block.lines[0];
  if (!first) return '';
  const text = headingText(block);
  return [
    Math.round(first.size * 2) / 2,
    first.bold ? 'b' : '',
    first.italic ? 'i' : '',
    isCapitals(text) ? 'c' : '',
  ].join('/');
}

function depthByNumber(text: string): number | null {
  const groups = NUMBERED.exec(text)?.groups;
  if (!groups) return null;
  if (groups.arabic) return groups.arabic.split('.').filter(Boolean).length + 1;
  if (groups.letter) return null;
  return 2;
}

/** A level for each style: by the numbers its headings carry, by the sections it names, else by its weight. */
function styleLevels(headings: readonly Block[]): Map<string, number> {
  const votes = new Map<string, Map<number, number>>();
  for (const block of headings) {
    const text = headingText(block);
    const depth = depthByNumber(text) ?? (isSectionName(text) ? 2 : null);
    const style = styleOf(block);
    const tally = votes.get(style) ?? new Map<number, number>();
    votes.set(style, tally);
    if (depth !== null) tally.set(depth, (tally.get(depth) ?? 0) + 1);
  }
  const levels = new Map<string, number>();
  for (const [style, tally] of votes) {
    const [level] = [...tally].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
    if (level !== undefined) levels.set(style, level);
  }
  const known = [...levels].map(([style, level]) => ({ weight: weightOf(style), level }));
  const unknown = [...votes.keys()].filter((style) => !levels.has(style)).toSorted((a, b) => weightOf(b) - weightOf(a));
  for (const style of unknown) {
    const weight = weightOf(style);
    const heavier = known.filter((other) => other.weight > weight + 0.01);
    const level = heavier.length > 0 ? Math.max(...heavier.map((other) => other.level)) + 1 : 2;
    levels.set(style, Math.min(5, level));
    known.push({ weight, level: Math.min(5, level) });
  }
  return levels;
}

/** Size first; then capitals, bold, plain, italic. */
function weightOf(style: string): number {
  const [size = '0', bold, italic, capitals] = style.split('/');
  return Number(size) + (capitals ? 0.3 : 0) + (bold ? 0.2 : 0) - (italic ? 0.1 : 0);
}

function levelOf(block: Block, levels: ReadonlyMap<string, number>): number {
  const text = headingText(block);
  return Math.min(6, depthByNumber(text) ?? levels.get(styleOf(block)) ?? 3);
}

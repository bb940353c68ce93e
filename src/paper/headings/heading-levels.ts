/** How deep each heading stands: by its number, by the sections its look is known from, else by its weight. */
import type { Block } from '../blocks/block.ts';
import { headingText, isCapitals, NUMBERED } from '../blocks/heading-text.ts';
import { isSectionName } from '../vocabulary/section-names.ts';

const DEEPEST = 5;

/** Sections with Roman numbers from which letters number what is below them. */
const ROMAN = 2;

export function levelsOf(headings: readonly Block[]): Map<Block, number> {
  const numbers = headings.map((block) => NUMBERED.exec(headingText(block))?.groups);
  const letters = numbers.filter((groups) => groups?.roman).length >= ROMAN ? 3 : null;
  const styles = styleLevels(headings, letters);
  return new Map(
    headings.map((block) => {
      const level = depthByNumber(headingText(block), letters) ?? styles.get(styleOf(block)) ?? 2;
      return [block, Math.min(DEEPEST + 1, level)];
    }),
  );
}

function styleOf(block: Block): string {
  const first = block.lines[0];
  if (!first) return '';
  const face = first.bold || first.italic ? '' : first.font;
  const marks = [first.bold ? 'b' : '', first.italic ? 'i' : '', isCapitals(headingText(block)) ? 'c' : '', face];
  return [Math.round(first.size * 2) / 2, ...marks].join('/');
}

/** @param letters the level of headings with a letter; `null` where it says nothing */
function depthByNumber(text: string, letters: number | null): number | null {
  const groups = NUMBERED.exec(text)?.groups;
  if (!groups) return null;
  if (groups.letter) return letters;
  return groups.arabic ? groups.arabic.split('.').filter(Boolean).length + 1 : 2;
}

/** A level for each look. */
function styleLevels(headings: readonly Block[], letters: number | null): Map<string, number> {
  const votes = new Map<string, Map<number, number>>();
  for (const block of headings) {
    const text = headingText(block);
    const depth = depthByNumber(text, letters) ?? (isSectionName(text) ? 2 : null);
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
  for (const style of [...votes.keys()].toSorted((a, b) => weightOf(b) - weightOf(a))) {
    if (!levels.has(style)) levels.set(style, levelByWeight(style, levels));
  }
  return levels;
}

/** One deeper than the deepest of the heavier looks. */
function levelByWeight(style: string, levels: ReadonlyMap<string, number>): number {
  const weight = weightOf(style);
  const heavier = [...levels].filter(([other]) => weightOf(other) > weight + 0.01).map(([, level]) => level);
  return heavier.length > 0 ? Math.min(DEEPEST, Math.max(...heavier) + 1) : 2;
}

/** Size first; then capitals, bold, plain, italic. */
function weightOf(style: string): number {
  const [size = '0', bold, italic, capitals] = style.split('/');
  return Number(size) + (capitals ? 0.3 : 0) + (bold ? 0.2 : 0) - (italic ? 0.1 : 0);
}

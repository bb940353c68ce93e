/** Blocks → markdown. */
import type { Block } from './block.ts';
import { joinLines } from './dehyphenate.ts';
import type { TextLine } from './text-line.ts';

export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks.map(blockMarkdown).filter(Boolean).join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  if (block.markdown !== null) return block.markdown;
  const text = blockText(block);
  if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${text}`;
  if (block.kind === 'code') return fenced(block.lines);
  if (block.kind === 'reference') return `- ${escaped(text)}`;
  const item = BULLET.exec(text);
  return item ? `- ${escaped(text.slice(item[0].length))}` : escaped(text);
}

const BULLET = /^[•●◦▪■□‣∙○►➢✓]\s+/;

/** Code keeps its lines and how far each stands in, counted in characters of its face. */
export function fenced(lines: readonly TextLine[]): string {
  const left = Math.min(...lines.map((line) => line.x0));
  const texts = lines.map(
    ({ text, x0, size }) => ' '.repeat(Math.max(0, Math.round((x0 - left) / (MONO_WIDTH * size)))) + text,
  );
  const fence = texts.some((text) => text.includes('```')) ? '~~~~' : '```';
  return [fence, ...texts, fence].join('\n');
}

/** Share of the size that a character of a typewriter face takes. */
const MONO_WIDTH = 0.6;

/** A block's lines as running text; a formula's in the order in which they are set, numerator before denominator. */
export function blockText(block: Block): string {
  const lines = block.kind === 'equation' ? block.lines.toSorted((a, b) => a.order - b.order) : block.lines;
  return joinLines(lines.map((line) => line.text));
}

/** A `#` or a tag that the paper prints must not become structure. */
const escaped = (text: string) => text.replace(/^(#{1,6}\s|>)/, '\\$1').replace(/<(?=[a-zA-Z/!])/g, '\\<');

/** Blocks → markdown. */
import type { Block } from './block.ts';
import { joinLines } from './dehyphenate.ts';

export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks.map(blockMarkdown).filter(Boolean).join('\n\n')}\n`;
}

function blockMarkdown(block: Block): string {
  if (block.markdown !== null) return block.markdown;
  const text = blockText(block);
  if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${text}`;
  if (block.kind === 'code') return `\`\`\`\n${block.lines.map((line) => line.text).join('\n')}\n\`\`\``;
  return escaped(text);
}

/** A block's lines as running text; a formula's in the order in which they are set, numerator before denominator. */
export function blockText(block: Block): string {
  const lines = block.kind === 'equation' ? block.lines.toSorted((a, b) => a.order - b.order) : block.lines;
  return joinLines(lines.map((line) => line.text));
}

/** A `#` or a tag that the paper prints must not become structure. */
const escaped = (text: string) => text.replace(/^(#{1,6}\s|>)/, '\\$1').replace(/<(?=[a-zA-Z/!])/g, '\\<');

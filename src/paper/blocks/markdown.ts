/** Blocks → markdown. */

import { joinLines } from '../lines/dehyphenate.ts';
import type { TextLine } from '../lines/text-line.ts';
import type { Block } from './block.ts';

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

/** Code keeps its lines and how far each stands in, counted in characters of its face; so do the words of numbered steps. */
export function fenced(lines: readonly TextLine[]): string {
  const left = Math.min(...lines.map((line) => line.x0));
  const steps = lines.map(stepOf);
  const words = Math.min(...steps.map((step) => step?.x ?? Number.POSITIVE_INFINITY));
  const widest = Math.max(...steps.map((step) => step?.label.length ?? 0));
  const texts = lines.map(({ text: printed, x0, size }, i) => {
    const step = steps[i];
    const text = joinLines([printed]);
    if (step) return `${step.label.padStart(widest)} ${spaces(step.x - words, size)}${step.words}`;
    return x0 > words - size
      ? ' '.repeat(widest + 1) + spaces(x0 - words, size) + text
      : spaces(x0 - left, size) + text;
  });
  const fence = texts.some((text) => text.includes('```')) ? '~~~~' : '```';
  return [fence, ...texts, fence].join('\n');
}

interface Step {
  readonly label: string;
  readonly words: string;
  /** Where the words begin, in points. */
  readonly x: number;
}

/** The step that a line of a numbered algorithm begins. */
function stepOf({ text, x0, size, breaks }: TextLine): Step | null {
  const label = /^\d{1,3}[:.]\s+(?=\S)/.exec(text)?.[0];
  if (label === undefined) return null;
  // A gap too narrow to be a break is a space.
  const x = breaks.find((gap) => gap.at === label.length)?.x1 ?? x0 + label.length * MONO_WIDTH * size;
  return { label: label.trim(), words: text.slice(label.length), x };
}

const spaces = (points: number, size: number) => ' '.repeat(Math.max(0, Math.round(points / (MONO_WIDTH * size))));

/** Share of the size that a character of a typewriter face takes. */
const MONO_WIDTH = 0.6;

/** A block's lines as running text; a formula's in the order in which they are set, numerator before denominator. */
export function blockText(block: Block): string {
  const lines = block.kind === 'equation' ? block.lines.toSorted((a, b) => a.order - b.order) : block.lines;
  return joinLines(lines.map((line) => line.text));
}

/** A `#` or a tag that the paper prints must not become structure. */
const escaped = (text: string) => text.replace(/^(#{1,6}\s|>)/, '\\$1').replace(/<(?=[a-zA-Z/!])/g, '\\<');

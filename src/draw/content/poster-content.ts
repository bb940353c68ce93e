/** A layout and the Markdown that was written for it, section by section. */

import type { Token, Tokens } from 'marked';
import { plainTitle } from '../../dataset/markdown-sections.ts';
import type { LayoutSection, PosterLayout } from '../../model/schemas.ts';
import type { Inline } from '../type/inline.ts';
import type { Block } from './blocks.ts';
import { withFigures } from './figures-of-text.ts';
import { parseMarkdown } from './markdown-tokens.ts';
import { blocksOf } from './read-blocks.ts';
import { inlinesOf, plainText } from './read-inlines.ts';

/** What of a layout is drawn; a model's answer has no names of files. */
export type DrawnLayout = Omit<PosterLayout, 'paper_id' | 'poster_path'>;

export interface PosterContent {
  readonly title: readonly Inline[];
  /** Authors, where they work, and what else stands below the title; a line each. */
  readonly authors: readonly (readonly Inline[])[];
  readonly sections: readonly SectionContent[];
}

export interface SectionContent {
  readonly id: string;
  readonly title: readonly Inline[];
  /** As the layout places it; `null` for what the text has beyond the layout. */
  readonly layout: LayoutSection | null;
  readonly blocks: readonly Block[];
}

interface Part {
  readonly title: readonly Inline[];
  readonly blocks: readonly Block[];
}

export function posterContent(layout: DrawnLayout, markdown: string): PosterContent {
  const { title, authors, parts } = partsOf(markdown);
  const placed = layoutOfParts(parts, layout);
  const sections = parts.map((part, i): SectionContent => {
    const section = placed[i] ?? null;
    return { ...part, id: section?.id ?? `text_${i + 1}`, layout: section };
  });
  const used = new Set(sections.map(({ id }) => id));
  const wordless = layout.sections.filter(({ id }) => !used.has(id)).map(wordlessSection);
  return { title, authors, sections: withFigures([...sections, ...wordless], layout.figures) };
}

/** The title, what stands below it, and the sections by their headings. */
function partsOf(markdown: string): { title: Inline[]; authors: Inline[][]; parts: Part[] } {
  const tokens = parseMarkdown(markdown);
  const heads = tokens.map((token) => (token.type === 'heading' ? Number(Object(token).depth) : 0));
  const named = heads.indexOf(1);
  const first = heads.findIndex((depth, i) => depth > 0 && i !== named);
  const level = heads[first] ?? 0;
  const end = first < 0 ? tokens.length : first;
  const titled = named >= 0 && named <= end ? named : -1;
  const before = tokens.slice(0, end).filter((_, i) => i !== titled);
  const parts: Part[] = [];
  let start = end;
  const close = (to: number) => {
    const [head, ...body] = tokens.slice(start, to);
    if (head) parts.push({ title: inlinesOf(Object(head).tokens ?? []), blocks: blocksOf(body) });
    start = to;
  };
  heads.forEach((depth, i) => {
    if (i > end && depth > 0 && depth <= Math.max(level, 2)) close(i);
  });
  close(tokens.length);
  return { title: inlinesOf(Object(tokens[titled]).tokens ?? []), authors: linesOf(before), parts };
}

/** The section of the layout for each part: the one of its title, in order; then what is left, in the order of reading. */
function layoutOfParts(
  parts: readonly Part[],
  { sections, reading_order }: DrawnLayout,
): (LayoutSection | undefined)[] {
  const free = new Set(sections);
  const placed = parts.map(({ title }) => {
    const plain = plainTitle(plainText(title));
    const found = [...free].find((section) => plainTitle(section.title) === plain);
    if (found) free.delete(found);
    return found;
  });
  const rank = (id: string): number => (reading_order.includes(id) ? reading_order.indexOf(id) : sections.length);
  const left = [...free].sort((a, b) => rank(a.id) - rank(b.id));
  return placed.map((section) => section ?? left.shift());
}

const wordlessSection = (section: LayoutSection): SectionContent => ({
  id: section.id,
  title: section.title === '' ? [] : inlinesOf([{ type: 'text', raw: section.title, text: section.title }]),
  layout: section,
  blocks: [],
});

/** Lines of the source are lines on the poster. */
const linesOf = (tokens: readonly Token[]): Inline[][] =>
  parseMarkdown(tokens.map(({ raw }) => raw.replace(/(?<!\n)\n(?!\n)/g, '  \n')).join('')).flatMap((token) => {
    const { type, tokens: words = [] } = token as Tokens.Generic;
    return type === 'paragraph' ? [inlinesOf(words)] : [];
  });

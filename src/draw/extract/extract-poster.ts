/** A paper → a poster made of its own words and figures: no model is asked. The baseline for those that are. */
import { markdownSections, plainTitle } from '../../dataset/markdown-sections.ts';
import type { ExtractedFigure, ParsedDocument } from '../../model/schemas.ts';
import type { DrawnLayout } from '../content/poster-content.ts';
import { keySentences, topicOf } from './key-sentences.ts';
import { type DraftSection, templateLayout } from './template-layout.ts';

export interface ExtractedPoster {
  readonly layout: DrawnLayout;
  readonly content: string;
}

const MOST_SECTIONS = 7;
const MOST_FIGURES = 5;
const MOST_BULLETS = 4;
const LARGEST_TABLE = { rows: 9, columns: 7, letters: 700 };
/** What a poster has no room for, or says elsewhere. */
const LEFT_OUT =
  /^(?:references|bibliography|acknowledge?ments?|appendix|appendices|supplement\w*|related work|notation|author contributions|index terms|keywords|funding|data availability|ethics\w*)\b/;

interface PaperSection {
  readonly title: string;
  readonly text: string;
  readonly paragraphs: readonly string[];
}

export function extractPoster(paper: ParsedDocument): ExtractedPoster {
  const sections = markdownSections(paper.markdown_content);
  const first = sections.findIndex(({ level }) => level === 1);
  const title = sections[first]?.title ?? '';
  const authors = (sections[first]?.blocks.slice(1) ?? [])
    .filter((block) => block.length < 300 && !block.includes('@'))
    .slice(0, 3);
  const parts = paperSections(sections.slice(first + 1));
  const abstract = parts.find((part) => plainTitle(part.title) === 'abstract');
  const topic = topicOf(`${title} ${title} ${abstract?.text ?? parts[0]?.text ?? ''}`);
  const kept = parts.filter(({ title: name, paragraphs }) => paragraphs.length > 0 && !LEFT_OUT.test(plainTitle(name)));
  const chosen = chooseSections(kept);
  const figures = chooseFigures(paper, chosen);
  const drafts = chosen.map((part, i): DraftSection => {
    const sentences = keySentences(part.paragraphs, topic, MOST_BULLETS);
    const lines = part === abstract ? [sentences.join(' ')] : sentences.map((sentence) => `- ${sentence}`);
    const table = i === figures.tableSection ? figures.table : null;
    return {
      title: part.title.replace(/^[\dIVX]+(?:\.\d+)*\.?\s+/, ''),
      lines,
      figures: figures.of.get(i) ?? [],
      table,
    };
  });
  const filled = drafts.filter(
    ({ lines, figures: own, table }) => lines.join('').trim() !== '' || own.length > 0 || table,
  );
  const content = [`# ${title}`, ...authors, ...filled.map(markdownOf)].join('\n\n');
  return { layout: templateLayout(filled), content: `${content}\n` };
}

function markdownOf({ title, lines, figures, table }: DraftSection): string {
  const pictures = figures.flatMap(({ label, figure_id, caption }) => [
    `![${label}](figures/${figure_id}.png)`,
    ...(caption ? [`${label}: ${shortened(caption)}`] : []),
  ]);
  return [`## ${title}`, lines.join('\n'), ...pictures, ...(table ? [table] : [])]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The first sentence says what is seen. */
const shortened = (caption: string): string =>
  caption
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?])\s/)[0]
    ?.slice(0, 200) ?? '';

/** Subsections are part of their section. */
function paperSections(sections: ReturnType<typeof markdownSections>): PaperSection[] {
  const merged: { title: string; blocks: string[] }[] = [];
  for (const { title, level, blocks } of sections) {
    const body = blocks.slice(1);
    if (level > 2 && merged.length > 0) merged.at(-1)?.blocks.push(...body);
    else merged.push({ title, blocks: [...body] });
  }
  return merged.map(({ title, blocks }) => ({
    title,
    text: blocks.join('\n'),
    paragraphs: blocks.filter(
      (block) => !/^(?:[|$#>!`]|[-*] |\d+\. |\*?\*?(?:Figure|Fig\.|Table|Algorithm)\b)/.test(block),
    ),
  }));
}

/** The first, the last, and of those in between the longest. */
function chooseSections(sections: readonly PaperSection[]): PaperSection[] {
  if (sections.length <= MOST_SECTIONS) return [...sections];
  const ends = new Set([sections[0], sections[1], sections.at(-1)]);
  const between = sections.filter((section) => !ends.has(section)).sort((a, b) => b.text.length - a.text.length);
  const kept = new Set([...ends, ...between.slice(0, MOST_SECTIONS - ends.size)]);
  return sections.filter((section) => kept.has(section));
}

type Labelled = ExtractedFigure & { readonly label: string };

/** The largest figures, each where the text first speaks of it. */
function chooseFigures(paper: ParsedDocument, sections: readonly PaperSection[]) {
  const size = ({ bbox_pct: [, , width, height] }: Pick<ExtractedFigure, 'bbox_pct'>) => width * height;
  const isPart = (label: string) => /\d[a-z]$/.test(label);
  const whole = paper.figures.filter(
    (figure): figure is Labelled =>
      figure.label !== null &&
      !isPart(figure.label) &&
      figure.file_path !== null &&
      !['table', 'algorithm'].includes(figure.kind),
  );
  const largest = whole.sort((a, b) => size(b) - size(a)).slice(0, MOST_FIGURES);
  const of = new Map<number, Labelled[]>();
  for (const figure of largest.sort((a, b) => a.page_number - b.page_number)) {
    const at = speaksOf(figure.label, sections);
    of.set(at, [...(of.get(at) ?? []), figure]);
  }
  const [table] = paper.tables.filter(({ markdown }) => isSmall(markdown)).sort((a, b) => size(b) - size(a));
  const tableSection = table ? speaksOf(table.label ?? '', sections) : -1;
  const caption = table?.label ? `${table.label}: ${shortened(table.caption ?? '')}` : '';
  return { of, tableSection, table: table ? `${table.markdown.trim()}\n\n${caption}`.trim() : null };
}

function speaksOf(label: string, sections: readonly PaperSection[]): number {
  const [kind = '', number = ''] = label.split(' ');
  const named = new RegExp(`\\b(?:${kind}|${kind.slice(0, 3)}\\.?)s?\\s*${number.replace(/[^\w.]/g, '')}\\b`, 'i');
  const found =
    number === '' ? -1 : sections.findIndex(({ paragraphs }) => paragraphs.some((text) => named.test(text)));
  return found >= 0 ? found : Math.min(sections.length - 1, Math.floor(sections.length / 2));
}

function isSmall(markdown: string): boolean {
  const rows = markdown.trim().split('\n');
  const columns = (rows[0] ?? '').split('|').length - 2;
  return (
    rows.length >= 4 &&
    rows.length <= LARGEST_TABLE.rows + 2 &&
    columns > 1 &&
    columns <= LARGEST_TABLE.columns &&
    markdown.length < LARGEST_TABLE.letters * 2
  );
}

/** A poster's structure → markdown: the title as `#`, authors, the sections in reading order as `##`. */
import { paragraphsOf } from './paragraphs.ts';
import type { TextLine } from './sheet.ts';
import { isLine, type PosterStructure, type Section } from './structure.ts';

export function writeMarkdown({ header, sections }: PosterStructure): string {
  const title = header.title.length > 0 ? [`# ${asOneLine(header.title)}`] : [];
  const parts = [...title, header.rest.map(({ text }) => text).join('\n'), ...sections.map(writeSection)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function writeSection({ heading, content }: Section): string {
  const parts = heading.length > 0 ? [`## ${asOneLine(heading)}`] : [];
  return [...parts, ...paragraphsOf(content.filter(isLine))].join('\n\n');
}

const asOneLine = (lines: readonly TextLine[]): string => lines.map(({ text }) => text).join(' ');

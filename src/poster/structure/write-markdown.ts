/** A poster's structure → markdown: the title as `#`, authors, the sections in reading order as `##`. */
import { dehyphenate } from './paragraphs.ts';
import type { TextLine } from './sheet.ts';
import type { PosterStructure, Section } from './structure.ts';

export function writeMarkdown({ header, sections }: PosterStructure): string {
  const title = header.title.length > 0 ? [`# ${asOneLine(header.title)}`] : [];
  const parts = [...title, header.rest.map(({ text }) => text).join('\n'), ...sections.map(writeSection)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function writeSection({ heading, body }: Section): string {
  const parts = heading.length > 0 ? [`## ${asOneLine(heading)}`] : [];
  return [...parts, ...dehyphenate(body)].join('\n\n');
}

const asOneLine = (lines: readonly TextLine[]): string => lines.map(({ text }) => text).join(' ');

/**
 * A poster's structure → markdown: the title as `#`, authors, the sections in reading order as `##`, and at the place of
 * every figure a line `![the words printed in it](figure)`, or its rows and columns if it is a table.
 */

import type { TextLine } from '../page/page-model.ts';
import { type Grid, readGrid } from '../regions/read-grid.ts';
import { type Figure, isLine, type PosterStructure, type Section } from '../regions/structure.ts';
import { byRows } from '../words/order-lines.ts';
import { paragraphsOf } from '../words/paragraphs.ts';

/** In sizes of the text. */
const FAR = 2.5;

export function writeMarkdown({ header, sections, footer }: PosterStructure): string {
  const title = header.title.length > 0 ? [`# ${asHeading(header.title)}`] : [];
  const authors = byRows(header.rest).map(writeRow).join('\n');
  const parts = [...title, authors, ...sections.map(writeSection), ...paragraphsOf(footer)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What belongs together is one line; what stands further off is another, as the next author or a logo is. */
function writeRow(row: readonly TextLine[]): string {
  return row.reduce((text, line, index) => {
    const before = row[index - 1];
    if (before === undefined) return line.text;
    const isFar = line.box.x0 - before.box.x1 > FAR * Math.max(line.size, before.size);
    return `${text}${isFar ? '\n' : ' '}${line.text}`;
  }, '');
}

function writeSection({ heading, content }: Section): string {
  const parts = heading.length > 0 ? [`## ${asHeading(heading)}`] : [];
  for (const run of runsOf(content)) parts.push(...(isGraphic(run) ? writeFigure(run) : paragraphsOf(run)));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Lines that follow each other, and the figures between them. */
function runsOf(content: readonly (TextLine | Figure)[]): (TextLine[] | Figure)[] {
  const runs: (TextLine[] | Figure)[] = [];
  for (const item of content) {
    const last = runs.at(-1);
    if (!isLine(item)) runs.push(item);
    else if (last === undefined || isGraphic(last)) runs.push([item]);
    else last.push(item);
  }
  return runs;
}

const isGraphic = (run: TextLine[] | Figure): run is Figure => 'labels' in run;

/** Numbers on axes and scraps of letters say nothing by themselves. */
const isTelling = ({ text, confidence }: TextLine): boolean => /\p{L}{3}/u.test(text) && confidence > 0.8;
const isPhrase = ({ words }: TextLine): boolean => words.length >= 2;

/** Brackets end the place of a figure in markdown; bars and dashes are the rules of tables and the strokes of legends. */
const NO_WORDS = /[[\]|¦]|^[—–_-]+\s/gu;

/** What is printed in it, each label once; single words only where there is nothing longer. */
export function wordsOfFigure({ labels }: Figure): string {
  const telling = labels.filter(isTelling).toSorted((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
  const phrases = telling.filter(isPhrase);
  const texts = (phrases.length > 0 ? phrases : telling).map(({ text }) => text.replace(NO_WORDS, '').trim());
  return [...new Set(texts)].join(', ');
}

/** As paragraphs. */
function writeFigure(figure: Figure): string[] {
  const grid = readGrid(figure);
  if (grid === null) return [`![${wordsOfFigure(figure)}](figure)`];
  return [...grid.above, writeTable(grid.rows), ...grid.below];
}

function writeTable([head = [], ...body]: Grid['rows']): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** On one line, without the ornaments that some posters set around their headings. */
export const asHeading = (lines: readonly TextLine[]): string =>
  lines
    .map(({ text }) => text)
    .join(' ')
    .replace(/^(?:[^\p{L}\p{N}\s"“'(%#]\S{0,2}\s+)+|(?:\s+\S{0,2}[^\p{L}\p{N}\s"”')%?!.:]\S{0,2})+$/gu, '')
    .trim();

/** What Dolphin read off one element → markdown. */
import { joinLines } from '../paper/lines/dehyphenate.ts';
import { htmlTableMarkdown } from './html-table.ts';

/** `sec_0` is the document's title. Markdown of this program goes no deeper than the last. */
const HEADINGS: Readonly<Record<string, string>> = {
  title: '#',
  sec: '##',
  sub_sec: '###',
  sec_0: '#',
  sec_1: '##',
  sec_2: '###',
  sec_3: '####',
  sec_4: '####',
  sec_5: '####',
};

export const isHeading = (label: string): boolean => label in HEADINGS;

/** Empty for an element that nothing was read off. */
export function elementMarkdown(label: string, read: string): string {
  const text = read.trim();
  if (text === '') return '';
  const heading = HEADINGS[label];
  if (heading !== undefined) return `${heading} ${headingText(text)}`;
  if (label === 'tab') return htmlTableMarkdown(text);
  if (label === 'equ') return `$$\n${formula(text)}\n$$`;
  if (label === 'code') return fenced(text);
  if (label === 'list') return listItems(text);
  if (label === 'page') return text;
  return runningText(text);
}

/** Lines are joined, paragraphs kept apart. */
const runningText = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => joinLines(paragraph.split('\n')))
    .join('\n\n');

/** On one line, without the marks that a model may have put there itself. */
export const headingText = (text: string): string =>
  joinLines(text.split('\n'))
    .replace(/^#+\s*/, '')
    .replace(/^\*\*(.*)\*\*$/, '$1')
    .trim();

/** The formula without whatever delimits it. */
export const formula = (text: string): string =>
  text
    .trim()
    .replace(/^(?:\$\$?|\\\[|\\\()\s*/, '')
    .replace(/\s*(?:\$\$?|\\\]|\\\))$/, '');

function fenced(text: string): string {
  if (/^(```|~~~)/.test(text)) return text;
  const fence = text.includes('```') ? '~~~~' : '```';
  return `${fence}\n${text}\n${fence}`;
}

const BULLET = /^\s*(?:[-*•●◦▪■□‣∙○►➢✓]|(\d{1,3})[.)])\s+/;

/** One item a bullet; lines without one go on in the item before. */
function listItems(text: string): string {
  const items: string[][] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const bullet = BULLET.exec(line);
    const last = items.at(-1);
    if (bullet) items.push([`${bullet[1] ? `${bullet[1]}.` : '-'} ${line.slice(bullet[0].length)}`]);
    else if (last) last.push(line);
    else items.push([`- ${line}`]);
  }
  return items.map(joinLines).join('\n');
}

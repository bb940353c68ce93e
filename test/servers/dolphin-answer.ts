/**
 * What Dolphin-v2 says, in the forms of its own code: a title, paragraphs that go on in the next column, a figure and its
 * caption, a table in HTML, a formula, a list, code, a footnote, a watermark past the page's edge.
 */
import type { ChatQuestion } from './chat-server.ts';

/** Elements of a page: label and tags, box in shares of the page, and what joins it to the next. */
const PAGE: readonly [string, number, number, number, number, string][] = [
  ['sec_0', 0.1, 0.03, 0.9, 0.07, 'PAIR'],
  ['para][author', 0.2, 0.075, 0.8, 0.115, 'PAIR'],
  ['sec_1', 0.05, 0.12, 0.3, 0.14, 'PAIR'],
  ['para][paper_abstract', 0.05, 0.15, 0.48, 0.3, 'PAIR'],
  ['para', 0.05, 0.75, 0.48, 0.95, 'RELATION'],
  ['para', 0.52, 0.12, 0.95, 0.2, 'PAIR'],
  ['fig', 0.05, 0.32, 0.48, 0.6, 'PAIR'],
  ['cap', 0.05, 0.61, 0.48, 0.62, 'PAIR'],
  ['tab', 0.52, 0.22, 0.95, 0.4, 'PAIR'],
  ['equ', 0.52, 0.42, 0.95, 0.46, 'PAIR'],
  ['list', 0.52, 0.48, 0.95, 0.6, 'PAIR'],
  ['code', 0.52, 0.62, 0.95, 0.75, 'PAIR'],
  ['fnote', 0.52, 0.9, 0.95, 0.93, 'PAIR'],
  ['watermark][meta_num', 0.97, 0.3, 1.02, 0.7, ''],
];

/** A caption's crop is the only one so flat. */
const FLAT = 35;

export function dolphinAnswer({ text, pictures: [picture] }: ChatQuestion): string {
  if (picture === undefined) return '';
  const { digest, width, height } = picture;
  const name = digest.slice(0, 8);
  if (text === 'Parse the reading order of this document.') return readingOrder(width, height);
  if (text === 'Parse the table in the image.')
    return `<table><tr><th>Name</th><th>Value</th></tr><tr><td>${name}</td><td>1 &lt; 2</td></tr></table>`;
  if (text === 'Read formula in the image.') return String.raw`\[ x_{${name}} = \frac{1}{2} \]`;
  if (text === 'Read code in the image.') return `def f_${name}(x):\n    return x`;
  if (text !== 'Read text in the image.') return 'I only know my own questions.';
  if (width / height > FLAT) return `Figure 1: The curve ${name} rises.`;
  return `The words of ${name} are read\nline by line.`;
}

const readingOrder = (width: number, height: number): string =>
  PAGE.map(([label, x1, y1, x2, y2, join]) => {
    const corners = [x1 * width, y1 * height, x2 * width, y2 * height].map(Math.round);
    return `[${corners}][${label}]${join && `[${join}_SEP]`}`;
  }).join('');

/** Names the paper's figures in a poster's markdown, each at its place in its section. */
import type { FigureMatch, LayoutFigure, LayoutSection } from '../../model/schemas.ts';

interface PosterFigures {
  readonly sections: readonly LayoutSection[];
  /** The layout's figures as the engine gave them, and with boxes corrected and found ones added. */
  readonly before: readonly LayoutFigure[];
  readonly after: readonly LayoutFigure[];
}

/** Lines of a section: from the one after its heading to the one before the next heading. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** An image on a line of its own. */
const IMAGE = /^\s*!\[(?<alt>[^\]]*)\]\([^)]*\)\s*$/;
const HEADING = /^#{1,6}\s+(?<title>.*?)\s*#*\s*$/;

/**
 * An image line that stands for the figure already, by its description or by being as many in the section as the layout
 * has figures there, is renamed; where there is none, a line is added as far down the section's text as the figure lies
 * down the section's box. Figures outside any section come last.
 */
export function placeFigures(
  markdown: string,
  figures: PosterFigures,
  matches: ReadonlyMap<string, readonly FigureMatch[]>,
): string {
  let lines = markdown.split('\n');
  for (const figure of figures.after.toSorted(inReadingOrder)) {
    const images = (matches.get(figure.id) ?? []).map(imageLine);
    const missing = images.filter((image) => !lines.includes(image));
    if (missing.length > 0) lines = placeFigure(lines, figure, missing, figures);
  }
  return lines.join('\n');
}

const inReadingOrder = (a: LayoutFigure, b: LayoutFigure): number =>
  a.bbox_pct[1] - b.bbox_pct[1] || a.bbox_pct[0] - b.bbox_pct[0];

const imageLine = ({ paper_figure: { label, figure_id } }: FigureMatch): string =>
  `![${label ?? figure_id}](figures/${figure_id}.png)`;

function placeFigure(lines: string[], figure: LayoutFigure, images: string[], figures: PosterFigures): string[] {
  const section = figures.sections.find(({ id }) => id === figure.section_id);
  const stretch = section && stretchOf(lines, section);
  const standing = standingImage(lines, stretch ?? { from: 0, to: lines.length }, figure, figures.before);
  if (standing !== null) return lines.toSpliced(standing, 1, ...withBlankLines(images));
  const at = section && stretch ? lineBeside(lines, stretch, figure, section) : lines.length;
  return insert(lines, at, images);
}

function stretchOf(lines: readonly string[], { title }: LayoutSection): Stretch | null {
  const heading = lines.findIndex((line) => plain(HEADING.exec(line)?.groups?.title ?? '') === plain(title));
  if (heading < 0 || plain(title) === '') return null;
  const next = lines.findIndex((line, i) => i > heading && HEADING.test(line));
  return { from: heading + 1, to: next < 0 ? lines.length : next };
}

/** Letters and digits alone, without a leading number: engines differ in numbering, emphasis and case. */
const plain = (text: string): string =>
  text
    .replace(/^[\s*_]*\d+(\.\d+)*[.)]?\s+/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The number of the image line that stands for the figure, if one surely does. */
function standingImage(
  lines: readonly string[],
  { from, to }: Stretch,
  figure: LayoutFigure,
  before: readonly LayoutFigure[],
): number | null {
  const numbers = [...lines.keys()].slice(from, to).filter((i) => IMAGE.test(lines[i] ?? ''));
  const described = numbers.filter((i) => plain(altOf(lines[i])) === plain(figure.description ?? ''));
  if (described.length === 1 && figure.description) return described[0] ?? null;
  const siblings = before.filter(({ section_id }) => section_id === figure.section_id).toSorted(inReadingOrder);
  // Tables may be written out, row by row.
  const drawn = siblings.filter(({ type }) => type !== 'table');
  const listed = [siblings, drawn].find(({ length }) => length === numbers.length) ?? [];
  const position = listed.findIndex(({ id }) => id === figure.id);
  return position >= 0 ? (numbers[position] ?? null) : null;
}

const altOf = (line: string | undefined): string => IMAGE.exec(line ?? '')?.groups?.alt ?? '';

/** The paragraph border nearest to the figure's height in the section, by length of the text above it. */
function lineBeside(
  lines: readonly string[],
  { from, to }: Stretch,
  figure: LayoutFigure,
  section: LayoutSection,
): number {
  const [, top, , height] = section.bbox_pct;
  const [, y, , h] = figure.bbox_pct;
  const depth = Math.min(1, Math.max(0, (y + h / 2 - top) / Math.max(height, Number.MIN_VALUE)));
  const borders = [...lines.keys(), lines.length].filter((i) => i >= from && i <= to && isBorder(lines, i, from, to));
  const words = lines.map((line) => (IMAGE.test(line) ? 0 : line.length));
  const length = (until: number): number => words.slice(from, until).reduce((sum, each) => sum + each, 0);
  const wanted = depth * length(to);
  return borders.toSorted((a, b) => Math.abs(length(a) - wanted) - Math.abs(length(b) - wanted) || b - a)[0] ?? to;
}

/** Between blocks; never inside a list or a table. */
function isBorder(lines: readonly string[], i: number, from: number, to: number): boolean {
  return i === from || i === to || (lines[i - 1] ?? '').trim() === '';
}

function insert(lines: readonly string[], at: number, images: readonly string[]): string[] {
  const end = lines.slice(0, at).findLastIndex((line) => line.trim() !== '') + 1;
  const rest = lines.slice(at).findIndex((line) => line.trim() !== '');
  const after = rest < 0 ? [] : lines.slice(at + rest);
  const tail = rest < 0 ? (lines.at(-1) === '' ? [''] : []) : ['', ...after];
  return [...lines.slice(0, end), '', ...withBlankLines(images), ...tail];
}

const withBlankLines = (images: readonly string[]): string[] =>
  images.flatMap((image, i) => (i === 0 ? [image] : ['', image]));

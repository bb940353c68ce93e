/** Running heads, page numbers, line numbers and stamps: what every page repeats and no reader reads. */

import { heightOf, overlapX, overlapY } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { captionLabel } from '../vocabulary/caption-label.ts';
import type { PageText } from './page-text.ts';
import { returningTitle } from './returning-title.ts';

/** Share of the page's height, top and bottom, where running heads stand. */
const MARGIN = 0.12;

/** The lines that are furniture. */
export function findFurniture(pages: readonly PageText[]): Set<TextLine> {
  const furniture = new Set<TextLine>();
  const repeated = new Map<string, { line: TextLine; page: number }[]>();
  for (const page of pages) {
    for (const line of marginLines(page)) {
      // Tables go on under the same words on page after page, and the highest tick of a plot is a number.
      if (isCaption(line) || isOnDrawing(line, page)) continue;
      // The size tells a running head from the title that it repeats.
      const where = line.baseline < page.height / 2 ? 'top' : 'bottom';
      const key = `${pattern(line.text)}@${where}${Math.round(line.size)}`;
      const seen = repeated.get(key) ?? [];
      seen.push({ line, page: page.number });
      repeated.set(key, seen);
    }
  }
  const enough = pages.length > 4 ? 3 : 2;
  for (const line of [...countingLines(pages, enough), ...watermarks(pages), ...returningTitle(pages)])
    furniture.add(line);
  for (const [key, seen] of repeated) {
    const onPages = new Set(seen.map(({ page }) => page)).size;
    if (onPages >= enough || isPageNumber(key)) for (const { line } of seen) furniture.add(line);
  }
  for (const line of inHeadsPlace(pages, furniture)) furniture.add(line);
  return furniture;
}

/** Sizes of white between running heads and the text, and pages that have one at its place. */
const APART = 0.8;
const FEWEST_HEADS = 2;

/** What stands apart from a page's text at the height and in the size of other pages' heads: the authors on one page, the title on another. */
function inHeadsPlace(pages: readonly PageText[], furniture: ReadonlySet<TextLine>): TextLine[] {
  const pagesAt = new Map<string, Set<number>>();
  for (const head of furniture) {
    if (isCaption(head)) continue;
    const place = placeOf(head, Math.round(head.baseline));
    pagesAt.set(place, (pagesAt.get(place) ?? new Set()).add(head.page));
  }
  const isPlace = (line: TextLine) =>
    [Math.floor(line.baseline), Math.ceil(line.baseline)].some((height) => {
      const on = pagesAt.get(placeOf(line, height));
      return on !== undefined && on.size - Number(on.has(line.page)) >= FEWEST_HEADS;
    });
  return pages.flatMap((page) => {
    const text = page.lines.filter((line) => line.angle === 0 && !furniture.has(line) && !isPlace(line));
    const top = text.reduce((least, line) => Math.min(least, line.y0), Number.POSITIVE_INFINITY);
    const bottom = text.reduce((most, line) => Math.max(most, line.y1), Number.NEGATIVE_INFINITY);
    return marginLines(page).filter(
      (line) =>
        isPlace(line) &&
        !isCaption(line) &&
        (top - line.y1 > APART * line.size || line.y0 - bottom > APART * line.size),
    );
  });
}

const placeOf = ({ size }: TextLine, height: number) => `${height}@${size.toFixed(1)}`;

const isCaption = ({ text }: TextLine) => captionLabel(text) !== null;

/** Share of the page's height from which a drawing is no mark in a running head. */
const HIGH = 0.08;

/** In a drawing or, within two sizes, beside it. */
const isOnDrawing = (line: TextLine, { pictures, height }: PageText): boolean =>
  pictures.some(
    (picture) =>
      heightOf(picture) > HIGH * height && overlapY(line, picture) > 0 && overlapX(line, picture) > -2 * line.size,
  );

/** Points: what is set this large at one place of most pages is no text; a slanted watermark is left out with all turned text. */
const WATERMARK_SIZE = 24;
const FEWEST_WATERMARKED = 3;

function watermarks(pages: readonly PageText[]): TextLine[] {
  const large = pages.flatMap((page) => page.lines.filter((line) => line.angle === 0 && line.size >= WATERMARK_SIZE));
  const place = ({ text, x0, baseline }: TextLine) => `${text}@${Math.round(x0 / 4)},${Math.round(baseline / 4)}`;
  return [...Map.groupBy(large, place).values()]
    .filter((lines) => lines.length >= Math.max(FEWEST_WATERMARKED, 0.5 * pages.length))
    .flat();
}

function marginLines(page: PageText): TextLine[] {
  const lines = page.lines.filter((line) => line.angle === 0);
  const tops = lines
    .toSorted((a, b) => a.y0 - b.y0)
    .slice(0, 4)
    .filter((line) => line.y0 < MARGIN * page.height);
  const bottoms = lines
    .toSorted((a, b) => b.y1 - a.y1)
    .slice(0, 4)
    .filter((line) => line.y1 > (1 - MARGIN) * page.height);
  return [...tops, ...bottoms];
}

/** A page's first and last lines that are a number which counts on with the pages: manuscripts set it far from the edge. */
function countingLines(pages: readonly PageText[], enough: number): TextLine[] {
  const numbers = pages.flatMap((page) =>
    outermost(page).flatMap((line) => {
      const number = PAGE_NUMBER.exec(line.text)?.[1];
      return number === undefined ? [] : [{ line, before: Number(number) - page.number }];
    }),
  );
  return [...Map.groupBy(numbers, ({ before }) => before).values()]
    .filter((group) => group.length >= enough && group.length >= 0.5 * pages.length)
    .flatMap((group) => group.map(({ line }) => line));
}

const PAGE_NUMBER = /^[-–—[(]?\s?(\d{1,4})\s?[-–—\])]?$/;

function outermost(page: PageText): TextLine[] {
  const lines = page.lines.filter((line) => line.angle === 0).toSorted((a, b) => a.baseline - b.baseline);
  return [lines[0], lines.at(-1)].filter((line) => line !== undefined);
}

/** A page number beside a bar that is set larger. */
const RAISED_NUMBER = /^[|\s]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[₀₁₂₃₄₅₆₇₈₉]+)[|\s]*$/;

/** Text with its numbers taken out: what stays the same from page to page. */
const pattern = (text: string) =>
  (RAISED_NUMBER.test(text) ? text.normalize('NFKC') : text)
    .toLowerCase()
    .replace(/\d+/g, '#')
    .replace(/\b[ivxl]+\b/g, '#')
    .replace(/\s+/g, ' ')
    .trim();

const isPageNumber = (key: string) => /^(?:page )?[-–—[(|]?\s?#\s?[-–—\])|]?(?: ?(?:of|\/) ?#)?@/.test(key);

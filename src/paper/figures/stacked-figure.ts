/** Tables, algorithms and figures of nothing but words: on which side of their captions they are stacked. */
import { type Rect, widthOf } from '../../pdf/geometry.ts';
import { coverage } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import { isInside, type Surroundings } from './assign-pictures.ts';
import type { FigurePage } from './figure-page.ts';
import { type StackSide, stackedRegion } from './stacked-region.ts';
import { captionBand } from './text-columns.ts';

/** On the usual side, or on the other where that is bare. */
export function stackedFigure(caption: Caption, usual: StackSide, around: Surroundings): Rect | null {
  const [first, second] = [stackOn(usual, caption, around), stackOn(opposite(usual), caption, around)];
  if (caption.kind === 'figure') return [first, second].find((stack) => stack && isSetApart(stack, around)) ?? null;
  if (!first || !second) return first ?? second;
  return likeness(first, around.page) < TABLE && likeness(second, around.page) >= TABLE ? second : first;
}

/** Share of the characters of a figure made of words that may be set in lines of running text. */
const MOST_RUNNING = 0.2;
/** Share of them on a picture where that is their frame. */
const COVERED = 0.5;
/** Words of a line from which it may be a sentence, not a diagram's node or a formula. */
const SENTENCE = /(?:\p{L}{2,}\P{L}+){3}\p{L}{2}/u;

/** What stands at a caption whose picture the file lacks are sentences and headings that look as the rest of the text does. */
function isSetApart(stack: Rect, { page, text }: Surroundings): boolean {
  const { bodySize, bodyFont } = text.look;
  let [all, running] = [0, 0];
  for (const line of page.lines) {
    if (!isInside(line, stack)) continue;
    all += line.text.length;
    const isBodyFace = line.font === bodyFont || line.bold || line.italic;
    if (isBodyFace && Math.abs(line.size - bodySize) < 0.06 * bodySize && SENTENCE.test(line.text))
      running += line.text.length;
  }
  return running < MOST_RUNNING * all || page.pictures.some((picture) => coverage(stack, picture) > COVERED);
}

const opposite = (side: StackSide): StackSide => (side === 'above' ? 'below' : 'above');

function stackOn(side: StackSide, caption: Caption, { page, text, captions }: Surroundings): Rect | null {
  const band = captionBand(caption, captions, text.columns, page);
  return stackedRegion(caption, side, { ...page, paragraphs: new Set(text.paragraphs), captions, band });
}

/**
 * The side on which more captions have a table: where they stand above their tables, the first on a page has none above
 * it. `null` when the two sides are even.
 */
export function tableSide(places: readonly Surroundings[]): StackSide | null {
  const count = (side: StackSide) => {
    const tables = places.flatMap((place) =>
      place.captions
        .filter(({ kind }) => kind === 'table')
        .filter((caption) => likeness(stackOn(side, caption, place), place.page) >= TABLE),
    );
    return tables.length;
  };
  const [above, below] = [count('above'), count('below')];
  if (above === below) return null;
  return above > below ? 'above' : 'below';
}

/** So many rules and cells make a table. */
const TABLE = 4;

/** How much of a table there is: its rules, and its lines that are cells or fall into cells. */
function likeness(region: Rect | null, page: FigurePage): number {
  if (!region) return 0;
  const rules = page.pictures.filter((picture) => isInside(picture, region)).length;
  const isCell = (line: PageLine) => line.breaks.length > 0 || widthOf(line) < 0.4 * widthOf(region);
  return rules + page.lines.filter((line) => isInside(line, region) && isCell(line)).length;
}

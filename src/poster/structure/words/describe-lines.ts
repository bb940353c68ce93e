/** Lines of words → lines of text that know how they look. */
import { areaOf } from '../../../pdf/rect-overlap.ts';
import type { FlatRegions } from '../page/find-flat-regions.ts';
import type { Picture, Rgb, TextLine, Word } from '../page/page-model.ts';
import { type Look, readLook } from '../page/read-looks.ts';
import type { Line } from './split-rows.ts';

const WHITE: Rgb = [255, 255, 255];
/** Strokes heavier than the usual ones by this factor are bold. */
const BOLD = 1.3;

export function describeLines(lines: readonly Line[], regions: FlatRegions, picture: Picture): TextLine[] {
  const looks = lines.map((line) => readLook(picture, line.box, regions.byLabel.get(line.ground)?.colour ?? WHITE));
  const usual = usualWeight(lines, looks);
  return lines.map((line, index) => ({
    ...line,
    text: line.words.map(({ text }) => text).join(' '),
    size: mean(line.words, ({ size }) => size),
    confidence: mean(line.words, ({ confidence }) => confidence),
    colour: looks[index]!.colour,
    bold: line.bold ?? looks[index]!.weight > usual * BOLD,
  }));
}

/** Half of the text's area is set in lighter strokes. */
function usualWeight(lines: readonly Line[], looks: readonly Look[]): number {
  const weighted = lines.map(({ box }, index) => ({ weight: looks[index]!.weight, area: areaOf(box) }));
  return weightedMedian(weighted.map(({ weight, area }) => [weight, area]));
}

/** The value below which half of the weight lies; 0 for an empty list. */
export function weightedMedian(pairs: readonly (readonly [value: number, weight: number])[]): number {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  const half = sorted.reduce((sum, [, weight]) => sum + weight, 0) / 2;
  let seen = 0;
  for (const [value, weight] of sorted) {
    seen += weight;
    if (seen >= half) return value;
  }
  return 0;
}

/** Over the letters of the words. */
function mean(words: readonly Word[], of: (word: Word) => number): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, word) => sum + word.text.length * of(word), 0) / letters;
}

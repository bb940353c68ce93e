/** How most of a poster's text is set. */
import type { Rgb, TextLine } from '../page/page-model.ts';
import { weightedMedian } from '../words/describe-lines.ts';

export interface Usual {
  /** Of the font, in pixels. */
  readonly size: number;
  readonly colour: Rgb;
}

/** The size and the colour that half of the text has; of running text where there is any. */
export function usualText(lines: readonly TextLine[]): Usual {
  const long = lines.filter(({ words }) => words.length >= 4);
  const sample = long.length > 0 ? long : lines;
  const median = (of: (line: TextLine) => number) => weightedMedian(sample.map((line) => [of(line), line.text.length]));
  return {
    size: median(({ size }) => size),
    colour: [median(({ colour }) => colour[0]), median(({ colour }) => colour[1]), median(({ colour }) => colour[2])],
  };
}

/** Distance of two colours, summed over the channels, that eyes tell apart. */
const OTHER_COLOUR = 110;

export const isOtherColour = (a: Rgb, b: Rgb): boolean =>
  Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) > OTHER_COLOUR;

/** The few colours that a picture is made of, counted in the OKLab space, where distance is what eyes see. */
import type { PosterLayout } from '../../../model/schemas.ts';
import type { Picture, Rgb } from './page-model.ts';

type Lab = readonly [lightness: number, a: number, b: number];

interface Swatch {
  readonly lab: Lab;
  readonly hex: string;
}

/** Cells per unit of OKLab; colours in one cell look alike. */
const CELLS = 16;
const SAMPLES = 60_000;
/** Chroma above which a colour is no grey. */
const COLOURFUL = 0.05;
const DISTINCT = 0.12;

export type ColourScheme = PosterLayout['color_scheme'];

/** @param known Where the structure tells: the page's ground, and the colour of the body's text. */
export function findColours(picture: Picture, known: { background: Rgb | null; text: Rgb | null }): ColourScheme {
  const swatches = countSwatches(picture);
  const background = known.background ? swatchOf(known.background) : (swatches[0] ?? swatchOf([255, 255, 255]));
  const others = swatches.filter(({ lab }) => distance(lab, background.lab) > DISTINCT);
  const chosen = distinct([...others.filter(isColourful), ...others, background]);
  const nth = (index: number): string => (chosen[index] ?? chosen.at(-1) ?? background).hex;
  return {
    primary: nth(0),
    secondary: nth(1),
    accent: nth(2),
    text: asHex(known.text) ?? (background.lab[0] > 0.5 ? '#000000' : '#ffffff'),
    background: background.hex,
  };
}

const swatchOf = (rgb: Rgb): Swatch => ({ lab: oklab(...rgb), hex: hexOf(rgb) });

function countSwatches({ data, width, height }: Picture): Swatch[] {
  const cells = new Map<number, { count: number; r: number; g: number; b: number }>();
  const pixels = width * height;
  // An odd step does not fall into step with the rows.
  const step = Math.max(1, Math.floor(pixels / SAMPLES)) | 1;
  for (let pixel = 0; pixel < pixels; pixel += step) {
    const [r, g, b] = [data[pixel * 3]!, data[pixel * 3 + 1]!, data[pixel * 3 + 2]!];
    const [l, a, bb] = oklab(r, g, b);
    const key = (Math.round(l * CELLS) * 64 + Math.round((a + 0.5) * CELLS)) * 64 + Math.round((bb + 0.5) * CELLS);
    const cell = cells.get(key) ?? { count: 0, r: 0, g: 0, b: 0 };
    cell.count++;
    cell.r += r;
    cell.g += g;
    cell.b += b;
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, 64)
    .map(({ count, r, g, b }) => {
      const mean = [r / count, g / count, b / count] as const;
      return swatchOf(mean);
    });
}

function distinct(swatches: readonly Swatch[]): Swatch[] {
  const kept: Swatch[] = [];
  for (const swatch of swatches) if (kept.every(({ lab }) => distance(lab, swatch.lab) > DISTINCT)) kept.push(swatch);
  return kept;
}

const isColourful = ({ lab: [, a, b] }: Swatch): boolean => Math.hypot(a, b) > COLOURFUL;
const distance = (p: Lab, q: Lab): number => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);

export const asHex = (colour: Rgb | null | undefined): string | null => (colour ? hexOf(colour) : null);

const hexOf = (rgb: Rgb): string => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** sRGB bytes → OKLab: https://bottosson.github.io/posts/oklab/. */
function oklab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const linear = (byte: number): number => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

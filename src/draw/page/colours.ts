/** Colours of a layout as a printer needs them: opaque, and with text on them that can be read. */

export const WHITE = '#ffffff';
/** WCAG 2.2, success criterion 1.4.3. */
export const LEAST_CONTRAST = 4.5;

type Rgb = readonly [number, number, number];

/** The first colours that stand in a CSS colour or gradient, mixed; `null` where there is none. */
export function solidColour(css: string | null | undefined): string | null {
  const named = (css ?? '').match(/#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})\b/gi) ?? [];
  const parts = named.map(rgbOf);
  if (parts.length === 0) return null;
  const mean = [0, 1, 2].map((i) => parts.reduce((sum, part) => sum + (part[i] ?? 0), 0) / parts.length);
  return hexOf(mean);
}

function rgbOf(hex: string): Rgb {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1, 7);
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

const hexOf = (channels: readonly number[]): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;

/** `share` of the way from one colour to another. */
export function mixed(from: string, to: string, share: number): string {
  const [start, end] = [rgbOf(from), rgbOf(to)];
  return hexOf(start.map((channel, i) => channel + ((end[i] ?? 0) - channel) * share));
}

/** Relative luminance of WCAG 2.2, 0 to 1. */
export function luminance(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The wanted colour, made darker or lighter until it can be read on its ground. */
export function readableOn(ground: string, wanted: string): string {
  const towards = contrast(ground, '#000000') >= contrast(ground, WHITE) ? '#000000' : WHITE;
  for (let share = 0; share < 1; share += 0.1) {
    const colour = mixed(wanted, towards, share);
    if (contrast(colour, ground) >= LEAST_CONTRAST) return colour;
  }
  return towards;
}

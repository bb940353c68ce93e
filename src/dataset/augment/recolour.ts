import type { PosterLayout } from '../../model/schemas.ts';
import type { Augmentation } from './variant.ts';

/**
 * Turns every hue of the poster by the same angle: colours that belonged together still do, and what was grey stays
 * grey. Lightness and saturation stay, so that text remains legible.
 */
export const recolour: Augmentation = (poster, random) => {
  const angle = random.between(30, 330);
  const turn = (colour: string) => colour.replace(/#[0-9a-f]{6}\b/gi, (hex) => turnHue(hex, angle));
  const turnAny = (colour: string | null) => (colour === null ? null : turn(colour));
  const { layout } = poster;
  const turned: PosterLayout = {
    ...layout,
    poster: { ...layout.poster, background: turn(layout.poster.background) },
    header: { ...layout.header, background: turn(layout.header.background) },
    sections: layout.sections.map((section) => {
      const { header_bg, body_bg, border } = section.style;
      return {
        ...section,
        style: { header_bg: turnAny(header_bg), body_bg: turnAny(body_bg), border: turnAny(border) },
      };
    }),
    color_scheme: {
      primary: turn(layout.color_scheme.primary),
      secondary: turn(layout.color_scheme.secondary),
      accent: turn(layout.color_scheme.accent),
      text: turn(layout.color_scheme.text),
      background: turn(layout.color_scheme.background),
    },
  };
  return JSON.stringify(turned) === JSON.stringify(layout) ? poster : { ...poster, layout: turned };
};

/** Turns the hue of `#rrggbb` by degrees; HSL as in CSS Color Module 4, section 7. */
function turnHue(hex: string, degrees: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [max, min] = [Math.max(red!, green!, blue!), Math.min(red!, green!, blue!)];
  const chroma = max - min;
  if (chroma === 0) return hex;
  const sector =
    max === red
      ? (green! - blue!) / chroma
      : max === green
        ? (blue! - red!) / chroma + 2
        : (red! - green!) / chroma + 4;
  const hue = (sector * 60 + degrees + 360) % 360;
  const amplitude = chroma / 2;
  const lightness = (max + min) / 2;
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12;
    const value = lightness - amplitude * Math.max(-1, Math.min(position - 3, 9 - position, 1));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

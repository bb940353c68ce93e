/** What a draft says of a poster as a whole: header, footer, colours. */
import { PosterLayout } from '../../model/schemas.ts';
import { asColour, asFields, asList, asOneOf, asPercent, asText, type Fields } from './loose-fields.ts';
import { aspectRatioOf, orientationOf, type PosterFrame } from './poster-frame.ts';

type Frame = Pick<PosterLayout, 'poster' | 'header' | 'footer' | 'color_scheme'>;

const SIDES = PosterLayout.shape.header.shape.title_alignment.options;

/**
 * Orientation and aspect ratio come from the picture, the rest from the draft.
 * @param fields The flat draft, or the nested form of `PosterLayout`.
 * @param onDefault Called for each colour that the draft does not say.
 */
export function readFrame(fields: Fields, { width, height }: PosterFrame, onDefault: () => void): Frame {
  const [poster, header, footer] = [asFields(fields.poster), asFields(fields.header), asFields(fields.footer)];
  const scheme = asFields(fields.color_scheme);
  const colour = (value: unknown, fallback: string): string => {
    const read = asColour(value);
    if (read === null) onDefault();
    return read ?? fallback;
  };
  const background = colour(poster.background ?? fields.background, '#ffffff');
  const text = colour(scheme.text ?? fields.color_text, '#000000');
  const primary = colour(scheme.primary ?? fields.color_primary, text);
  const footerHeight = asPercent(footer.height_pct ?? fields.footer_height_pct) ?? 0;
  const footerContent = asText(footer.content ?? fields.footer_content);
  return {
    poster: {
      orientation: orientationOf(width, height),
      aspect_ratio: aspectRatioOf(width, height),
      background,
    },
    header: {
      height_pct: asPercent(header.height_pct ?? fields.header_height_pct) ?? 0,
      background: colour(header.background ?? fields.header_background, background),
      title_alignment: asOneOf(header.title_alignment ?? fields.title_alignment, SIDES) ?? 'center',
      logo_positions: asList(header.logo_positions ?? fields.logo_positions)
        .map((side) => asOneOf(side, SIDES))
        .filter((side) => side !== null),
    },
    footer: { present: footerHeight > 0 || footerContent !== null, height_pct: footerHeight, content: footerContent },
    color_scheme: {
      primary,
      secondary: colour(scheme.secondary ?? fields.color_secondary, primary),
      accent: colour(scheme.accent ?? fields.color_accent, primary),
      text,
      background: colour(scheme.background ?? fields.color_background, background),
    },
  };
}

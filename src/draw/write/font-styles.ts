/** The fonts of a drawing as style rules that carry them, so that no browser asks for a file. */
import { type Drawing, textBlocksOf } from '../page/poster-drawing.ts';
import type { Line } from '../type/broken-line.ts';
import type { Face } from '../type/typeface.ts';

export function facesOf({ boxes }: Drawing): Face[] {
  const faces = new Map<string, Face>();
  const note = ({ pieces }: Line) => {
    for (const piece of pieces) if (piece.kind === 'run') faces.set(piece.face.name, piece.face);
  };
  for (const text of boxes.flatMap(({ marks }) => marks.flatMap(textBlocksOf))) {
    text.lines.forEach(note);
    if (text.marker) note(text.marker);
  }
  return [...faces.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const fontRules = (faces: readonly Face[]): string =>
  faces
    .map(
      ({ name, bytes }) =>
        `@font-face{font-family:"${name}";src:url(data:font/woff;base64,${bytes.toString('base64')}) format("woff")}`,
    )
    .join('\n');

/** What stands in where a program heeds no rules, as Inkscape. */
const STAND_INS = {
  Arimo: 'Arimo,Arial,sans-serif',
  Cousine: 'Cousine,monospace',
  'DejaVu Sans': '"DejaVu Sans",sans-serif',
};

export const familyOf = ({ name, family }: Face): string => `"${name}",${STAND_INS[family]}`;

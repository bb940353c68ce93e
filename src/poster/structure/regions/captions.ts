/** The caption of a figure: the nearest line below or above it that begins as captions do. */
import { overlapX, overlapY, widthOf } from '../../../pdf/geometry.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Figure } from './structure.ts';

export const CAPTION = /^(fig(?:ure)?|table|tab|algorithm)\.?\s*(\d+[a-z]?)\s*[:.)–-]?\s*/i;
/** In sizes of the caption. */
const FARTHEST = 3;

export interface Caption {
  /** As printed, normalised: `Figure 3`, `Table 2`. */
  readonly label: string;
  readonly text: string;
}

export function captionOf(figure: Figure, lines: readonly TextLine[]): Caption | null {
  const near = lines
    .filter(({ text, box, size }) => {
      const gap = -overlapY(box, figure.box);
      return CAPTION.test(text) && gap < size * FARTHEST && overlapX(box, figure.box) > widthOf(box) * 0.3;
    })
    .sort((a, b) => -overlapY(a.box, figure.box) + overlapY(b.box, figure.box))[0];
  const match = near?.text.match(CAPTION);
  if (!near || !match) return null;
  return { label: `${kindOf(match[1]!)} ${match[2]!}`, text: near.text.replace(CAPTION, '') };
}

function kindOf(word: string): string {
  if (/^tab/i.test(word)) return 'Table';
  return /^alg/i.test(word) ? 'Algorithm' : 'Figure';
}

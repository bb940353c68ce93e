/** Whether a page's own text can be read, or only its picture. */
import type { PageText } from './page-text.ts';

/**
 * Private use, unassigned, control and replacement characters: what fonts without a usable encoding give. Of the planes
 * for private use none comes from a font: there, characters stand for formulas.
 */
const IMPOSSIBLE = /[\ue000-\uf8ff\p{Cn}\p{Cc}\ufffd]/u;
/** Share of such characters from which a page's text is useless. */
const GARBLED = 0.25;
/** Fewer characters on a page that is mostly picture: a scan, with a stamp or a page number at most. */
const SPARSE = 80;
/** Share of the page that a scan's image takes. */
const MOSTLY_PICTURE = 0.5;

export function isUsableText(page: PageText): boolean {
  let [all, impossible] = [0, 0];
  for (const { text } of page.lines) {
    for (const character of text) {
      if (character === ' ') continue;
      all++;
      if (IMPOSSIBLE.test(character)) impossible++;
    }
  }
  if (all >= SPARSE) return impossible <= GARBLED * all;
  if (impossible > GARBLED * all) return false;
  return page.imageShare < MOSTLY_PICTURE;
}

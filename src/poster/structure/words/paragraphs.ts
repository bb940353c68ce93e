/** Lines of text → paragraphs and list items, hyphenation undone. */
import type { TextLine } from '../page/page-model.ts';

/** Marks that open list items, and the letters and signs that OCR takes them for. */
export const BULLET = /^(?:[•·▪■●◦‣∙▶►✓❖◆]\s*|[–—+*«»¢©®>~-]\s+|[*«¢](?=\p{Lu}\p{Ll})|[eo]{1,2}\s+(?=\p{Lu}))(?=\S)/u;
/** Lines further apart than this many times their size belong to different paragraphs. */
const PARAGRAPH_GAP = 0.9;

export function paragraphsOf(lines: readonly TextLine[]): string[] {
  const paragraphs: string[] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const text = line.text.replace(BULLET, '- ');
    const last = paragraphs.length - 1;
    if (before === undefined || text.startsWith('- ') || isApart(before, line)) paragraphs.push(text);
    else paragraphs[last] = join(paragraphs[last] ?? '', text);
  });
  return paragraphs.filter(saysSomething).map((paragraph) => (/^#/.test(paragraph) ? `\\${paragraph}` : paragraph));
}

/** A stroke or an arrow that stands by itself is drawing. */
const saysSomething = (paragraph: string): boolean => /[\p{L}\p{N}]/u.test(paragraph);

const isApart = (above: TextLine, below: TextLine): boolean =>
  below.box.y0 - above.box.y1 > PARAGRAPH_GAP * Math.max(above.size, below.size) || below.box.y1 < above.box.y0;

const join = (before: string, after: string): string =>
  /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(after) ? before.slice(0, -1) + after : `${before} ${after}`;

/** Title blocks that come back on later pages, at whatever height: the title, its authors, the date of a draft. */
import type { TextLine } from '../lines/text-line.ts';
import { captionLabel } from '../vocabulary/caption-label.ts';
import type { PageText } from './page-text.ts';

/** Share of the first page's height in which its title block stands. */
const TITLE_PART = 0.5;
/** Characters: shorter lines come back by chance. */
const SHORTEST = 12;
/** Pages on which a line comes back. */
const FEWEST = 2;
/** Points: how far its size may differ. */
const SAME_SIZE = 0.2;

/** Lines of later pages that say what one at the top of the first page says, as it is set there. */
export function returningTitle(pages: readonly PageText[]): TextLine[] {
  const [first, ...later] = pages;
  if (!first) return [];
  const title = new Map(
    first.lines
      .filter(({ angle, y1 }) => angle === 0 && y1 < TITLE_PART * first.height)
      .filter(({ text }) => text.length >= SHORTEST && captionLabel(text) === null)
      .map((line) => [line.text, line] as const),
  );
  const again = later.flatMap(({ lines }) =>
    lines.filter((line) => {
      const original = title.get(line.text);
      return original !== undefined && line.angle === 0 && Math.abs(original.size - line.size) < SAME_SIZE;
    }),
  );
  const pagesOf = (lines: readonly TextLine[]) => new Set(lines.map(({ page }) => page)).size;
  return [...Map.groupBy(again, ({ text }) => text).values()].filter((lines) => pagesOf(lines) >= FEWEST).flat();
}

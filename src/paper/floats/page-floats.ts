/** What of a page belongs to its figures, and the blocks that these become. */
import type { Rect } from '../../pdf/geometry.ts';
import { areaOf, areaShared } from '../../pdf/rect-overlap.ts';
import type { Float } from '../blocks/block.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Figure } from '../figures/find-figures.ts';
import type { TextLine } from '../lines/text-line.ts';
import type { PageText } from '../page/page-text.ts';
import { algorithmFloat, captionOnly, figureFloat, type PlacedTable } from './floats.ts';

/** Share of a line's area from which it is part of the drawing around it. */
const INSIDE = 0.6;

/** The lines of running text, tables among them. */
export function bodyLines(
  page: PageText,
  captions: readonly Caption[],
  figures: readonly Figure[],
  named: Named,
): TextLine[] {
  const taken = new Set<PageLine>([...captions.flatMap((caption) => caption.lines), ...[...named.values()].flat()]);
  const isDrawn = (line: TextLine) => figures.some((figure) => areaShared(line, figure) > INSIDE * areaOf(line));
  return page.lines.filter((line) => line.angle === 0 && !taken.has(line) && !isDrawn(line));
}

const linesIn = (box: Rect, caption: Caption, lines: readonly TextLine[]): TextLine[] => {
  const inCaption = new Set<PageLine>(caption.lines);
  return lines.filter(
    (line) => line.angle === 0 && !inCaption.has(line) && areaShared(line, box) > INSIDE * areaOf(line),
  );
};

/** Figure → the lines between its drawing and its caption, where the names of its panels stand. */
type Named = ReadonlyMap<Figure, readonly TextLine[]>;

/** Points between a drawing and its caption that names of panels may take. */
const NAMES = 40;

export function panelNames(
  figures: readonly Figure[],
  lines: readonly TextLine[],
  { bodySize }: { bodySize: number },
): Named {
  const named = new Map<Figure, readonly TextLine[]>();
  for (const figure of figures) {
    const { caption, x0, x1, y1 } = figure;
    if (figure.kind === 'algorithm' || caption.y0 < y1 || caption.y0 - y1 > NAMES) continue;
    const between = linesIn({ x0, x1, y0: y1, y1: caption.y0 }, caption, lines);
    if (between.every((line) => line.size < bodySize - 0.6 || !isLong(line, figure))) named.set(figure, between);
  }
  return named;
}

/** As long as a line of running text. */
const isLong = (line: Rect, figure: Rect): boolean => line.x1 - line.x0 > 0.75 * (figure.x1 - figure.x0);

/** Every caption of the page with what it names. */
export function floatsOf(
  captions: readonly Caption[],
  figures: readonly Figure[],
  tables: readonly PlacedTable[],
  page: { names: ReadonlyMap<Figure, string>; named: Named; lines: readonly TextLine[] },
): Float[] {
  const inTables = new Map(tables.map((table) => [table.caption, table.float]));
  const byCaption = new Map(figures.map((figure) => [figure.caption, [figure, page.names.get(figure)] as const]));
  return captions.map((caption) => {
    const [figure, name] = byCaption.get(caption) ?? [];
    if (figure && name && figure.kind === 'algorithm')
      return algorithmFloat(figure, linesIn(figure, caption, page.lines));
    if (figure && name) return figureFloat(figure, `figures/${name}.png`, page.named.get(figure) ?? []);
    return inTables.get(caption) ?? captionOnly(caption);
  });
}

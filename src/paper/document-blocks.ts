/** Pages of lines → the blocks of the whole document, in reading order, and the floats among them. */
import { type Rect, unite } from '../pdf/geometry.ts';
import { areaOf, areaShared } from '../pdf/rect-overlap.ts';
import type { Block, Float } from './block.ts';
import { buildBlocks } from './build-blocks.ts';
import type { Caption } from './captions/caption.ts';
import { findCaptions } from './captions/find-captions.ts';
import type { PageLine } from './captions/page-line.ts';
import { textLook } from './captions/text-look.ts';
import { joinDisplays } from './displays.ts';
import { figureNames } from './figures/figure-names.ts';
import { type Figure, findFigures } from './figures/find-figures.ts';
import { algorithmFloat, captionOnly, figureFloat, type PlacedTable, tableFloat } from './floats.ts';
import { joinHalves } from './flow.ts';
import { type FrontMatter, takeFrontMatter } from './front-matter.ts';
import { findFurniture } from './furniture.ts';
import { columnOf, findGutters, type Gutter } from './gutters.ts';
import { markHeadings } from './headings.ts';
import { markKinds } from './mark-kinds.ts';
import type { PageText } from './page-text.ts';
import { type Region, readingOrder } from './reading-order.ts';
import { withoutHeading } from './references/find-references.ts';
import { wholeReferences } from './references/whole-references.ts';
import { splitRunInHeadings } from './run-in-headings.ts';
import { type TextStatistics, textStatistics } from './statistics.ts';
import { type Band, findTable } from './tables/find-tables.ts';
import type { TextLine } from './text-line.ts';
import { markTitle } from './title.ts';

export interface PaperStructure {
  readonly blocks: readonly Block[];
  readonly front: FrontMatter;
  /** With the names of their files, without folder and ending. */
  readonly figures: ReadonlyMap<Figure, string>;
  readonly tables: readonly PlacedTable[];
}

export interface StructureOptions {
  /** Whether figures are looked for at all. */
  readonly figures: boolean;
  /** Embedded pictures with both sides below this are icons, not figures; in pixels. */
  readonly minFigureSize: number;
}

/** Share of a line's area from which it is part of the drawing around it. */
const INSIDE = 0.6;

export function documentBlocks(allPages: readonly PageText[], options: StructureOptions): PaperStructure {
  const furniture = findFurniture(allPages);
  const pages = allPages.map((page) => ({ ...page, lines: page.lines.filter((line) => !furniture.has(line)) }));
  const look = textLook(pages);
  const captions = findCaptions(pages, look);
  const isIcon = ({ embeddedSide }: Figure) => embeddedSide !== null && embeddedSide < options.minFigureSize;
  const figures = findFigures(pages, captions, look.bodySize).filter((figure) => !isIcon(figure));
  const names = figureNames(options.figures ? figures : []);
  const tables: PlacedTable[] = [];
  let gutters: Gutter[] = [];
  const regions = pages.flatMap((page) => {
    const here = captions.filter((caption) => caption.page === page.number);
    const drawn = figures.filter((figure) => figure.caption.page === page.number && isDrawing(figure));
    const named = panelNames(drawn, page.lines, look);
    const text = bodyLines(page, here, drawn, named);
    gutters = findGutters(text, gutters);
    const found = findTables(page, here, text, look, gutters);
    tables.push(...found);
    const inTables = new Set(found.flatMap((table) => table.lines));
    const body = joinDisplays(text.filter((line) => !inTables.has(line)));
    gutters = findGutters(body, gutters);
    return readingOrder<TextLine | Float>(
      [...body, ...floatsOf(here, drawn, found, { names, named, lines: page.lines })],
      gutters,
      page.rules,
    );
  });
  const shown = options.figures ? figureNames([...figures.filter(isDrawing), ...tableFigures(figures, tables)]) : names;
  return { ...flowOf(regions), figures: shown, tables };
}

const isDrawing = ({ kind }: Figure): boolean => kind !== 'table';

/** Tables as posters may show them: what stands at the caption, or, where that is nothing, where cells were read. */
function tableFigures(figures: readonly Figure[], tables: readonly PlacedTable[]): Figure[] {
  const found = figures.filter((figure) => !isDrawing(figure));
  const captions = new Set(found.map(({ caption }) => caption));
  const read = tables.filter(({ caption }) => !captions.has(caption));
  return [
    ...found,
    ...read.map(
      ({ caption, x0, y0, x1, y1 }): Figure => ({
        x0,
        y0,
        x1,
        y1,
        caption,
        kind: 'table',
        embeddedSide: null,
        parts: [],
      }),
    ),
  ];
}

function bodyLines(page: PageText, captions: readonly Caption[], figures: readonly Figure[], named: Named): TextLine[] {
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

function panelNames(figures: readonly Figure[], lines: readonly TextLine[], { bodySize }: { bodySize: number }): Named {
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

function findTables(
  page: PageText,
  captions: readonly Caption[],
  text: readonly TextLine[],
  look: { bodySize: number },
  gutters: readonly Gutter[],
): PlacedTable[] {
  const tables: PlacedTable[] = [];
  let lines = text;
  for (const caption of captions.filter(({ kind }) => kind === 'table').toSorted((a, b) => a.y0 - b.y0)) {
    const around = {
      page,
      lines,
      captions: captions.filter((other) => other !== caption),
      bodySize: look.bodySize,
      columnWidth: columnWidth(text, gutters),
    };
    const table = findTable(caption, around, bandOf(caption, text, gutters));
    const placed = table && tableFloat(caption, table);
    if (!placed) continue;
    tables.push(placed);
    const taken = new Set(placed.lines);
    lines = lines.filter((line) => !taken.has(line));
  }
  return tables;
}

function columnWidth(lines: readonly TextLine[], gutters: readonly Gutter[]): number {
  const { x0, x1 } = unite(lines);
  const white = gutters.reduce((sum, gutter) => sum + gutter.x1 - gutter.x0, 0);
  return Math.max(0, x1 - x0 - white) / (gutters.length + 1);
}

/** The column that a caption stands in, or all of them. */
function bandOf(caption: Rect, lines: readonly TextLine[], gutters: readonly Gutter[]): Band {
  const all = unite([caption, ...lines]);
  const column = columnOf(caption, gutters);
  if (column === null) return all;
  return { x0: gutters[column - 1]?.x1 ?? all.x0, x1: gutters[column]?.x0 ?? all.x1 };
}

function floatsOf(
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

function flowOf(regions: readonly Region<TextLine | Float>[]): { blocks: Block[]; front: FrontMatter } {
  const statistics: TextStatistics = textStatistics(regions);
  const built = regions.flatMap((region) => buildBlocks(region, statistics));
  markTitle(built, statistics);
  const blocks = splitRunInHeadings(built);
  markHeadings(blocks, statistics);
  const front = takeFrontMatter(blocks, statistics);
  markKinds(blocks, statistics);
  return { blocks: joinHalves(wholeReferences(withoutHeading(blocks)), 'paragraph'), front };
}

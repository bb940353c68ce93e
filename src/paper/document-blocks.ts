/** Pages of lines → the blocks of the whole document, in reading order, and the floats among them. */
import { type AuthorGrid, aroundGrids, authorGrids, isAuthorCell } from './authors/author-grid.ts';
import { authorBlocks } from './authors/author-names.ts';
import { type Block, type Float, isFloat } from './blocks/block.ts';
import { buildBlocks } from './blocks/build-blocks.ts';
import { joinHalves } from './blocks/join-halves.ts';
import { markKinds } from './blocks/mark-kinds.ts';
import { settleHyphens } from './blocks/settle-hyphens.ts';
import { type TextStatistics, textStatistics } from './blocks/statistics.ts';
import { findCaptions } from './captions/find-captions.ts';
import { textLook } from './captions/text-look.ts';
import { figureNames } from './figures/figure-names.ts';
import { type Figure, findFigures } from './figures/find-figures.ts';
import { joinContinued } from './floats/continued-tables.ts';
import type { PlacedTable } from './floats/floats.ts';
import { bodyLines, floatsOf, panelNames } from './floats/page-floats.ts';
import { pageTables } from './floats/page-tables.ts';
import { joinDisplays } from './formulas/displays.ts';
import { markHeadings } from './headings/mark-headings.ts';
import { markTitle } from './headings/mark-title.ts';
import { splitRunInHeadings } from './headings/split-run-in-headings.ts';
import { type FrontMatter, takeFrontMatter } from './headings/take-front-matter.ts';
import type { TextLine } from './lines/text-line.ts';
import { findFurniture } from './page/furniture.ts';
import { findGutters, type Gutter } from './page/gutters.ts';
import { pageBands } from './page/page-bands.ts';
import { type PageText, withDisplays } from './page/page-text.ts';
import { type Region, readingOrder } from './page/reading-order.ts';
import { withoutHeading } from './references/find-references.ts';
import { wholeReferences } from './references/whole-references.ts';

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

export function documentBlocks(allPages: readonly PageText[], options: StructureOptions): PaperStructure {
  const furniture = findFurniture(allPages);
  const pages = settleHyphens(
    allPages.map((page) => ({ ...page, lines: page.lines.filter((line) => !furniture.has(line)) })),
  );
  const look = textLook(pages);
  const captions = findCaptions(pages, look);
  const isIcon = ({ embeddedSide }: Figure) => embeddedSide !== null && embeddedSide < options.minFigureSize;
  const figures = findFigures(pages, captions, look).filter((figure) => !isIcon(figure));
  const names = figureNames(options.figures ? figures : []);
  const tables: PlacedTable[] = [];
  let gutters: Gutter[] = [];
  let grids: AuthorGrid[] = [];
  const regions = pages.flatMap((page) => {
    const here = captions.filter((caption) => caption.page === page.number);
    const drawn = figures.filter((figure) => figure.caption.page === page.number && isDrawing(figure));
    const named = panelNames(drawn, page.lines, look);
    const text = bodyLines(page, here, drawn, named);
    gutters = findGutters(text, gutters);
    const found = pageTables(page, here, text, look, gutters);
    tables.push(...found);
    const inTables = new Set(found.flatMap((table) => table.lines));
    const body = joinDisplays(
      withDisplays(
        text.filter((line) => !inTables.has(line)),
        page.displays,
      ),
    );
    gutters = findGutters(body, gutters);
    if (page === pages[0]) grids = authorGrids(body, gutters);
    const items = [...body, ...floatsOf(here, drawn, found, { names, named, lines: page.lines })];
    const order = (rest: readonly (TextLine | Float)[]) =>
      pageBands(rest, body, gutters).flatMap((band) => readingOrder(band.items, band.gutters, page.rules));
    return page === pages[0] ? aroundGrids(items, grids, order) : order(items);
  });
  const joined = joinContinued(tables);
  const whole = regions.map((region) => ({ ...region, items: region.items.flatMap((item) => partOf(item, joined)) }));
  const shown = options.figures
    ? figureNames([...figures.filter(isDrawing), ...tableFigures(figures, joined.tables)])
    : names;
  return { ...flowOf(whole, grids), figures: shown, tables: joined.tables };
}

const partOf = (item: TextLine | Float, { floats }: ReturnType<typeof joinContinued>): (TextLine | Float)[] => {
  const float = isFloat(item) ? floats.get(item) : undefined;
  return float === undefined ? [item] : float === null ? [] : [float];
};

const isDrawing = ({ kind }: Figure): boolean => kind !== 'table';

/** Tables as posters may show them: where cells were read, else what stands at the caption. */
function tableFigures(figures: readonly Figure[], tables: readonly PlacedTable[]): Figure[] {
  const read = new Set(tables.map(({ caption }) => caption));
  const all = [
    ...figures.filter((figure) => !isDrawing(figure) && !read.has(figure.caption)),
    ...tables.map(
      ({ caption, x0, y0, x1, y1 }): Figure => ({
        ...{ x0, y0, x1, y1, caption },
        ...{ kind: 'table', embeddedSide: null, parts: [] },
      }),
    ),
  ];
  return all.toSorted((a, b) => a.caption.page - b.caption.page || a.y0 - b.y0);
}

function flowOf(
  regions: readonly Region<TextLine | Float>[],
  grids: readonly AuthorGrid[],
): { blocks: Block[]; front: FrontMatter } {
  const statistics: TextStatistics = textStatistics(regions);
  const built = regions.flatMap((region) =>
    isAuthorCell(region) ? authorBlocks(region) : buildBlocks(region, statistics),
  );
  markTitle(built, statistics);
  const blocks = splitRunInHeadings(built);
  markHeadings(blocks, statistics);
  const front = takeFrontMatter(blocks, statistics, grids);
  markKinds(blocks, statistics);
  return { blocks: joinHalves(wholeReferences(withoutHeading(blocks)), 'paragraph'), front };
}

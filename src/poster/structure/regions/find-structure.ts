/** A poster's pixels and words → its header, sections and figures. */
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import type { FlatRegions } from '../page/find-flat-regions.ts';
import { groundFinder } from '../page/find-grounds.ts';
import type { Ground, Picture, TextLine, WordRow } from '../page/page-model.ts';
import { describeLines } from '../words/describe-lines.ts';
import { inReadingOrder } from '../words/order-lines.ts';
import { splitRows } from '../words/split-rows.ts';
import { buildParts } from './build-parts.ts';
import { countColumns, placeInColumns } from './columns.ts';
import { type Cut, cutSections } from './cut-sections.ts';
import { findFooter } from './find-footer.ts';
import { findTitle, headerBottom, type Title } from './find-header.ts';
import { findHeadings } from './find-headings.ts';
import { findPanels, type Panel } from './find-panels.ts';
import { findFigures } from './find-poster-figures.ts';
import { withPlaced } from './placed-pictures.ts';
import type { Figure, PosterStructure, Section } from './structure.ts';
import { usualText } from './usual-text.ts';

/** As a share of the page's height. */
const HIGHEST_BANNER = 0.35;

/** @param placed Boxes of the pictures that the source tells. */
export function findStructure(
  picture: Picture,
  regions: FlatRegions,
  rows: readonly WordRow[],
  placed: readonly Rect[] = [],
): PosterStructure {
  const page: Rect = { x0: 0, y0: 0, x1: picture.width, y1: picture.height };
  const seen = describeLines(splitRows(rows, groundFinder(regions)), regions, picture);
  const grounds = findPanels(regions, seen, page);
  const title = findTitle(seen, page);
  const banner = bannerOf(title, regions, page);
  const isBelow = (line: TextLine) =>
    title === null ||
    (line.box.y0 > title.box.y1 &&
      !title.lines.includes(line) &&
      (banner === null || coverage(line.box, banner) < 0.9));
  const likely = findHeadings(seen.filter(isBelow), grounds, [], title?.box ?? null).flatMap(({ lines }) => lines);
  const kept = new Set([...likely, ...(title?.lines ?? [])]);
  const figures = withPlaced(findFigures(regions, grounds, { lines: seen, kept }, page), placed, seen, kept, page);
  const labels = new Set(figures.flatMap((figure) => figure.labels));
  const below = seen.filter((line) => !labels.has(line) && !title?.lines.includes(line));
  const headings = findHeadings(
    below.filter(isBelow),
    grounds,
    figures.map(({ box }) => box),
    title?.box ?? null,
  );
  const panels = grounds.panels.filter(({ box }) => title === null || box.y1 > title.box.y1 + heightOf(title.box));
  const bottom = headerBottom(
    title,
    headings,
    panels.filter(({ box }) => title === null || coverage(title.box, box) === 0),
    page,
  );
  const footer = findFooter(below, grounds, headings, page);
  const heads = new Set(headings.flatMap(({ lines }) => lines));
  const isBody = ({ box }: { box: Rect }) => (box.y0 + box.y1) / 2 > bottom;
  const lines = below.filter((line) => isBody(line) && !heads.has(line) && !footer.includes(line));
  const parts = buildParts(
    { headings, lines, figures: figures.map(({ box }) => box).filter((box) => isBody({ box })) },
    panels.filter((panel) => isBody(panel)),
  );
  const cuts = cutSections(parts).filter((cut) => cut.heading !== null || cut.lines.length > 0);
  const columns = countColumns(cuts, page);
  return {
    picture,
    header: {
      bottom,
      background: groundOf(title?.lines ?? [], regions),
      title: title?.lines ?? [],
      rest: inReadingOrder(headerLines(below, bottom, heads), picture.width),
    },
    sections: cuts.map((cut) => asSection(cut, figures, panels, regions, placeInColumns(cut.box, columns))),
    figures,
    columns,
    footer: inReadingOrder(footer, picture.width),
    background: pageGround(regions, page),
    textColour: usualText(seen).colour,
  };
}

/** The ground that the title stands on, where that is not the page's. */
function bannerOf(title: Title | null, regions: FlatRegions, page: Rect): Rect | null {
  const box = title === null ? undefined : regions.byLabel.get(title.lines[0]!.ground)?.box;
  return box !== undefined && heightOf(box) < heightOf(page) * HIGHEST_BANNER && widthOf(box) > widthOf(page) / 2
    ? box
    : null;
}

const headerLines = (lines: readonly TextLine[], bottom: number, heads: ReadonlySet<TextLine>): TextLine[] =>
  lines.filter((line) => (line.box.y0 + line.box.y1) / 2 <= bottom && !heads.has(line));

function asSection(
  cut: Cut,
  figures: readonly Figure[],
  panels: readonly Panel[],
  regions: FlatRegions,
  column: number,
): Section {
  const own = figures.filter(({ box }) => cut.figures.includes(box));
  const size = Math.max(8, ...cut.lines.map((line) => line.size));
  return {
    heading: cut.heading?.lines ?? [],
    bar: cut.heading?.bar ?? null,
    panel: panels.find(({ box }) => coverage(box, cut.box) > 0.8 && coverage(cut.box, box) > 0.8) ?? null,
    content: inReadingOrder<TextLine | Figure>([...cut.lines, ...own], size * 0.9),
    box: cut.box,
    background: groundOf(cut.lines, regions),
    column,
  };
}

/** Of the flat region that most of the lines stand on. */
function groundOf(lines: readonly TextLine[], regions: FlatRegions): Ground | null {
  const grounds = Map.groupBy(lines, ({ ground }) => ground);
  const [most] = [...grounds].sort((a, b) => b[1].length - a[1].length);
  return most === undefined ? null : (regions.byLabel.get(most[0]) ?? null);
}

/** Of the flat region with the largest box: the page, or what shows of it between panels. */
function pageGround(regions: FlatRegions, page: Rect): Ground | null {
  const largest = [...regions.byLabel.values()].sort((a, b) => areaOf(b.box) - areaOf(a.box))[0];
  return largest !== undefined && areaOf(largest.box) > areaOf(page) * 0.3 ? largest : null;
}

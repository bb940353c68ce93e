/** Flat regions that carry text → the page, the panels on it, and the bars that headings stand on. */
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import type { FlatRegion, FlatRegions } from '../page/find-flat-regions.ts';
import { type Gradient, isWording, type Rgb, type TextLine } from '../page/page-model.ts';

export interface Panel {
  readonly box: Rect;
  readonly colour: Rgb;
  readonly gradient: Gradient | null;
  /** Words printed on it directly. */
  readonly words: number;
  readonly label: number;
}

export interface Bar extends Panel {
  readonly lines: readonly TextLine[];
}

export interface Grounds {
  /** Boxes with text on them, largest first; the page itself and what is as large are not among them. */
  readonly panels: readonly Panel[];
  readonly bars: readonly Bar[];
  /** Labels of the flat regions on which text is text: panels, bars and the page. */
  readonly labels: ReadonlySet<number>;
}

/** Rectangles with round corners, or with pictures at their edges, still fill this much of their box. */
const RECTANGLE = 0.8;
/** Shares of the page's area. */
const SMALLEST_PANEL = 0.006;
const LARGEST_PANEL = 0.7;
/** A panel says something; the box of a diagram only names it. */
const PANEL_WORDS = 10;
/** Highest bar, as a share of the page's height, and as a multiple of its text's height. */
const BAR_HEIGHT = 0.075;
const BAR_PADDING = 3.2;
const BAR_WORDS = 14;
/** A flat region over more of the page is paper, whether or not text stands on it. */
const PAPER_SHARE = 0.35;

export function findPanels(regions: FlatRegions, lines: readonly TextLine[], page: Rect): Grounds {
  const byGround = Map.groupBy(lines, ({ ground }) => ground);
  const bars: Bar[] = [];
  const panels: Panel[] = [];
  const labels = new Set<number>();
  for (const region of regions.byLabel.values()) {
    const own = byGround.get(region.label) ?? [];
    const words = own.reduce((sum, line) => sum + line.words.length, 0);
    if (isPaper(region, page)) labels.add(region.label);
    if (words === 0) continue;
    const wording = own.filter(isWording);
    if (wording.length > 0 && isBar(region, wording, words, page)) bars.push({ ...region, words, lines: wording });
    else if (isPanel(region, words, page)) panels.push({ ...region, words });
    else if (words < PANEL_WORDS * 3) continue;
    labels.add(region.label);
  }
  const heading = bars.filter((bar) => !isStacked(bar, bars));
  return { panels: panels.sort((a, b) => areaOf(b.box) - areaOf(a.box)), bars: heading, labels };
}

/** The page itself, its margins, and what shows of it between panels. */
function isPaper({ box }: FlatRegion, page: Rect): boolean {
  const edges = [box.x0 - page.x0, box.y0 - page.y0, page.x1 - box.x1, page.y1 - box.y1];
  const touched = edges.filter((gap) => gap < widthOf(page) * 0.004).length;
  return areaOf(box) > areaOf(page) * PAPER_SHARE || touched >= 3;
}

function isBar({ box, fill }: FlatRegion, lines: readonly TextLine[], words: number, page: Rect): boolean {
  const sizes = lines.map((line) => line.size);
  const textHeight = Math.max(...sizes);
  return (
    fill >= RECTANGLE &&
    words <= BAR_WORDS &&
    rowsOf(lines) <= 2 &&
    Math.min(...sizes) > textHeight * 0.7 &&
    heightOf(box) <= heightOf(page) * BAR_HEIGHT &&
    heightOf(box) <= textHeight * BAR_PADDING * lines.length &&
    widthOf(box) >= widthOf(page) * 0.05 &&
    widthOf(box) >= heightOf(box) * 2
  );
}

const rowsOf = (lines: readonly TextLine[]): number =>
  lines.filter(
    (line) =>
      !lines.some(
        (other) => other !== line && other.box.y0 < line.box.y0 && other.box.y1 > (line.box.y0 + line.box.y1) / 2,
      ),
  ).length;

function isPanel({ box, fill }: FlatRegion, words: number, page: Rect): boolean {
  const share = areaOf(box) / areaOf(page);
  return fill >= RECTANGLE && share >= SMALLEST_PANEL && share <= LARGEST_PANEL && words >= PANEL_WORDS;
}

/** Bars close above or below each other are rows of a table; side by side they are its cells. */
function isStacked(bar: Bar, bars: readonly Bar[]): boolean {
  const reach = heightOf(bar.box) * 0.8;
  const near = { x0: bar.box.x0 - reach, y0: bar.box.y0 - reach, x1: bar.box.x1 + reach, y1: bar.box.y1 + reach };
  const neighbours = bars.filter((other) => other !== bar && coverage(other.box, near) > 0.3);
  return neighbours.length >= 2;
}

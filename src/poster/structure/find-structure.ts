/** A poster's pixels and words → its header, sections and figures. */
import { heightOf, type Rect } from '../../pdf/geometry.ts';
import { coverage } from '../../pdf/rect-overlap.ts';
import { buildParts } from './build-parts.ts';
import { countColumns, placeInColumns } from './columns.ts';
import { type Cut, cutSections } from './cut-sections.ts';
import { describeLines } from './describe-lines.ts';
import { findFigures, gatherLabels } from './find-figures.ts';
import { groundFinder } from './find-grounds.ts';
import { findTitle, headerBottom } from './find-header.ts';
import { findHeadings } from './find-headings.ts';
import { findPanels, type Grounds, type Panel } from './find-panels.ts';
import type { Plates } from './find-plates.ts';
import { inReadingOrder } from './order-lines.ts';
import type { Picture, TextLine, WordRow } from './sheet.ts';
import { splitRows } from './split-rows.ts';
import type { Figure, PosterStructure, Section } from './structure.ts';

export function findStructure(picture: Picture, plates: Plates, rows: readonly WordRow[]): PosterStructure {
  const page: Rect = { x0: 0, y0: 0, x1: picture.width, y1: picture.height };
  const seen = describeLines(splitRows(rows, groundFinder(plates)), plates, picture);
  const grounds = findPanels(plates, seen, page);
  const { figures, text } = partFigures(seen, plates, grounds, page);
  const title = findTitle(text, page);
  const below = text.filter((line) => !title?.lines.includes(line));
  const headings = findHeadings(
    below.filter(({ box }) => title === null || box.y0 > title.box.y1),
    grounds,
  );
  const panels = grounds.panels.filter(({ box }) => title === null || box.y1 > title.box.y1 + heightOf(title.box));
  const bottom = headerBottom(
    title,
    headings,
    panels.filter(({ box }) => title === null || coverage(title.box, box) === 0),
    page,
  );
  const heads = new Set(headings.flatMap(({ lines }) => lines));
  const isBody = ({ box }: { box: Rect }) => (box.y0 + box.y1) / 2 > bottom;
  const lines = below.filter((line) => isBody(line) && !heads.has(line));
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
      title: title?.lines ?? [],
      rest: inReadingOrder(headerLines(below, bottom, heads), picture.width),
    },
    sections: cuts.map((cut) => asSection(cut, figures, panels, placeInColumns(cut.box, columns))),
    figures,
    columns,
  };
}

function partFigures(
  lines: readonly TextLine[],
  plates: Plates,
  grounds: Grounds,
  page: Rect,
): { figures: Figure[]; text: TextLine[] } {
  const onGround = lines.filter(({ ground }) => grounds.labels.has(ground));
  const found = findFigures(plates, grounds.labels, onGround, page);
  const barred = new Set(grounds.bars.flatMap((bar) => bar.lines));
  const { figures, labels } = gatherLabels(
    found,
    lines.filter((line) => !barred.has(line)),
    grounds.labels,
  );
  return {
    figures: figures.map((box) => ({ box, labels: [...labels].filter((line) => coverage(line.box, box) > 0.7) })),
    text: lines.filter((line) => !labels.has(line)),
  };
}

const headerLines = (lines: readonly TextLine[], bottom: number, heads: ReadonlySet<TextLine>): TextLine[] =>
  lines.filter((line) => (line.box.y0 + line.box.y1) / 2 <= bottom && !heads.has(line));

function asSection(cut: Cut, figures: readonly Figure[], panels: readonly Panel[], column: number): Section {
  const own = figures.filter(({ box }) => cut.figures.includes(box));
  const size = Math.max(8, ...cut.lines.map((line) => line.size));
  return {
    heading: cut.heading?.lines ?? [],
    bar: cut.heading?.bar ?? null,
    panel: panels.find(({ box }) => coverage(box, cut.box) > 0.8 && coverage(cut.box, box) > 0.8) ?? null,
    content: inReadingOrder<TextLine | Figure>([...cut.lines, ...own], size * 0.9),
    box: cut.box,
    column,
  };
}

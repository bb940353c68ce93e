/** The tables of a page, each at its caption. */
import { type Rect, unite } from '../../pdf/geometry.ts';
import type { Caption } from '../captions/caption.ts';
import type { TextLine } from '../lines/text-line.ts';
import { columnOf, type Gutter } from '../page/gutters.ts';
import type { PageText } from '../page/page-text.ts';
import type { Band } from '../tables/caption-surroundings.ts';
import { findTable } from '../tables/find-tables.ts';
import { type PlacedTable, tableFloat } from './floats.ts';

/** `text` are the page's lines without captions and drawings. */
export function pageTables(
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

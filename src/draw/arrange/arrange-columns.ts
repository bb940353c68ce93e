/** Which section stands in which column: as the layout says, or so that the columns are equally high. */
import type { DrawnLayout, SectionContent } from '../content/poster-content.ts';
import type { Area } from '../page/poster-drawing.ts';
import { cutEvenly } from './cut-evenly.ts';

export interface Column {
  readonly x: number;
  readonly width: number;
  readonly sections: readonly SectionContent[];
}

export interface Arrangement {
  /** Across all columns, above and below them. */
  readonly above: readonly SectionContent[];
  readonly columns: readonly Column[];
  readonly below: readonly SectionContent[];
}

interface Frame {
  readonly area: Pick<Area, 'x' | 'width'>;
  readonly gutter: number;
  /** Columns narrower than this hold no text. */
  readonly narrowest: number;
}

/** As the layout has them; a column without sections takes no room. `null` where its columns are too narrow for text. */
export function toldColumns(
  sections: readonly SectionContent[],
  { body }: DrawnLayout,
  frame: Frame,
): Arrangement | null {
  const { above, below, flowing } = withoutBands(sections);
  const held = new Map<number, SectionContent[]>();
  let last = 1;
  for (const section of flowing) {
    last = section.layout?.column || last;
    held.set(last, [...(held.get(last) ?? []), section]);
  }
  const numbers = [...held.keys()].sort((a, b) => a - b);
  const shares = numbers.map((number) => Number.parseFloat(body.column_widths[number - 1] ?? '') || 100 / body.columns);
  const listed = numbers.map((number) => inRowOrder(held.get(number) ?? []));
  const columns = columnsOf(listed, shares, frame);
  return columns.every(({ width }) => width >= frame.narrowest) ? { above, columns, below } : null;
}

/** In the order of the text. What the layout does not know stays behind what it follows. */
function inRowOrder(sections: readonly SectionContent[]): SectionContent[] {
  let row = 0;
  const ranked = sections.map((section) => {
    row = section.layout?.row_in_column ?? row;
    return { section, row };
  });
  return ranked.sort((a, b) => a.row - b.row).map(({ section }) => section);
}

/** The same order, cut so that the highest column is as low as can be. `heightOf` gives what a section needs. */
export function balancedColumns(
  sections: readonly SectionContent[],
  count: number,
  frame: Frame,
  heightOf: (section: SectionContent, width: number) => number,
): Arrangement {
  const { above, below, flowing } = withoutBands(sections);
  const most = Math.floor((frame.area.width + frame.gutter) / (frame.narrowest + frame.gutter));
  const number = Math.max(1, Math.min(count, most, flowing.length));
  const width = (frame.area.width - frame.gutter * (number - 1)) / number;
  const heights = flowing.map((section) => heightOf(section, width));
  const ends = cutEvenly(heights, number);
  const listed = ends.map((end, i) => flowing.slice(ends[i - 1] ?? 0, end));
  return {
    above,
    columns: columnsOf(
      listed,
      listed.map(() => 1),
      frame,
    ),
    below,
  };
}

function columnsOf(
  listed: readonly (readonly SectionContent[])[],
  shares: readonly number[],
  { area, gutter }: Frame,
): Column[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const room = area.width - gutter * (listed.length - 1);
  let x = area.x;
  return listed.map((sections, i) => {
    const column = { x, width: (room * (shares[i] ?? 1)) / whole, sections };
    x += column.width + gutter;
    return column;
  });
}

/** A band stands above the columns when most of them begin below it. */
function withoutBands(sections: readonly SectionContent[]) {
  const isBand = ({ layout }: SectionContent) => layout?.column === 0;
  const flowing = sections.filter((section) => !isBand(section));
  const bands = sections.filter(isBand);
  // Bands between columns that begin and end elsewhere flow with them where nothing else is left.
  if (flowing.length === 0) return { above: bands, below: [], flowing };
  const middle = (section: SectionContent): number => {
    const [, y = 0, , height = 0] = section.layout?.bbox_pct ?? [];
    return y + height / 2;
  };
  const median = flowing.map(middle).sort((a, b) => a - b)[Math.floor(flowing.length / 2)] ?? 50;
  return {
    above: bands.filter((band) => middle(band) <= median),
    below: bands.filter((band) => middle(band) > median),
    flowing,
  };
}

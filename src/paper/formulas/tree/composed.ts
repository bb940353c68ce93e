/** Parts of a formula that are put together already. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { type Box, middleX, middleY } from '../glyphs/formula-box.ts';

/** What stands within a structure → its LaTeX. */
export type Compose = (boxes: readonly Box[], rules: readonly Rect[]) => string;

/** A structure as one box that later steps put together like a glyph. */
export function composed(
  parts: readonly Box[],
  tex: string,
  place: Pick<Box, 'baseline' | 'size' | 'kind'> & Partial<Rect>,
): Box {
  const [first] = parts;
  if (!first) throw new RangeError('a structure without parts');
  return {
    ...first,
    ...unite(parts),
    face: null,
    char: '\u25a1',
    math: true,
    tall: false,
    ...place,
    tex,
    order: Math.min(...parts.map(({ order }) => order)),
  };
}

export const isInside = (box: Rect, area: Rect): boolean => {
  const [x, y] = [middleX(box), middleY(box)];
  return x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1;
};

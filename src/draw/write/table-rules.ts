import type { Area, Table } from '../page/poster-drawing.ts';

/** Above, below the head, and below the last row, as books have them. */
export function tableRules({ area, rows }: Table): Area[] {
  const head = rows.filter(({ isHead }) => isHead).at(-1);
  const thickness = Math.max(0.75, (rows[0]?.cells[0]?.size ?? 12) * 0.06);
  const at = [0, ...(head ? [head.top + head.height] : []), area.height - thickness];
  return at.map((top) => ({ x: area.x, y: area.y + top, width: area.width, height: thickness }));
}

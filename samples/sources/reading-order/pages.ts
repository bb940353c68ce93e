import { random } from '../style/random.ts';

/** A piece of text on one line; points from the top left of the page. */
export interface Run {
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
  heading: boolean;
  /** Position in the true reading order. */
  order: number;
}

export interface PageKind {
  columns: number;
  /** Space between columns, in ems of the body text. */
  gutter: number;
  /** Standard deviation of a baseline, in points. */
  jitter: number;
}

export const PAGE = { width: 595, height: 842, margin: 55, size: 10 };

/** Sets a page: a title over all columns, then columns of paragraphs with headings, sometimes a band across in the middle. */
export function makePage({ columns, gutter, jitter }: PageKind, seed: number): Run[] {
  const next = random(seed);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const runs: Run[] = [];
  const space = gutter * PAGE.size;
  const full = PAGE.width - 2 * PAGE.margin;
  const columnWidth = (full - space * (columns - 1)) / columns;

  const line = (left: number, y: number, width: number, size: number, kind: { bold: boolean; heading: boolean }) => {
    let x = left;
    while (x < left + width - size) {
      const wanted = size * (6 + 12 * next());
      const length = Math.min(wanted, left + width - x);
      runs.push({ x, y: y + jitter * gaussian(), width: length, size, ...kind, order: runs.length });
      x += length + size * (0.22 + 0.16 * next());
    }
  };
  const headingKind = () => {
    const style = next();
    if (style < 0.45) return { size: PAGE.size * (1.15 + 0.25 * next()), bold: true };
    if (style < 0.75) return { size: PAGE.size * (1.1 + 0.2 * next()), bold: false };
    return { size: PAGE.size, bold: true };
  };
  const style = headingKind();
  const column = (left: number, top: number, bottom: number) => {
    for (let y = top; y < bottom - 30; ) {
      if (next() < 0.35) {
        line(left, y, columnWidth * (0.3 + 0.5 * next()), style.size, { bold: style.bold, heading: true });
        y += 1.7 * PAGE.size;
      }
      const lines = 4 + Math.floor(9 * next());
      for (let i = 0; i < lines && y < bottom; i++, y += 1.2 * PAGE.size) {
        const last = i === lines - 1;
        const bold = next() < 0.03;
        const size = next() < 0.04 ? PAGE.size * 1.12 : PAGE.size;
        line(left, y, last ? columnWidth * (0.2 + 0.7 * next()) : columnWidth, size, { bold, heading: false });
      }
      y += 0.5 * PAGE.size;
    }
  };
  const band = (y: number, lines: number, size: number, heading: boolean) => {
    for (let i = 0; i < lines; i++)
      line(PAGE.margin, y + i * 1.2 * size, full * (i === lines - 1 ? 0.7 : 1), size, { bold: heading, heading });
    return y + lines * 1.2 * size + PAGE.size;
  };
  const columnsBetween = (top: number, bottom: number) => {
    for (let i = 0; i < columns; i++) column(PAGE.margin + i * (columnWidth + space), top, bottom);
  };

  let top = band(PAGE.margin + 10, 1, 16, true);
  const bottom = PAGE.height - PAGE.margin;
  if (next() < 0.5) {
    const middle = top + (0.3 + 0.4 * next()) * (bottom - top);
    columnsBetween(top, middle - 14);
    top = band(middle + 6, 2, PAGE.size, false);
  }
  columnsBetween(top, bottom);
  return runs;
}

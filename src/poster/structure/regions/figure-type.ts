/** What a figure shows, by how its pixels and its labels are spread. */
import { heightOf, widthOf } from '../../../pdf/geometry.ts';
import type { Picture } from '../page/page-model.ts';
import { readGrid } from './read-grid.ts';
import type { Figure } from './structure.ts';

type FigureType = 'logo' | 'qr_code' | 'table' | 'plot' | 'diagram' | 'photo';

const SAMPLES = 4000;
/** Largest QR code, as a share of the page's longer side. */
const QR_SIDE = 0.12;
/** Shares of the pixels that are of the commonest colour: photographs have none, drawings stand on paper. */
const PHOTO_PAPER = 0.3;
const QR_INK = 0.85;

export function figureType(figure: Figure, picture: Picture, isInHeader: boolean): FigureType {
  const { paper, extreme, turns } = survey(figure, picture);
  const [width, height] = [widthOf(figure.box), heightOf(figure.box)];
  const isSquare = Math.abs(width / height - 1) < 0.2;
  const isSmall = width < Math.max(picture.width, picture.height) * QR_SIDE;
  if (isSquare && isSmall && extreme > QR_INK && turns > 0.08 && figure.labels.length <= 2) return 'qr_code';
  if (isInHeader) return 'logo';
  if (isTable(figure) || readGrid(figure) !== null) return 'table';
  if (paper < PHOTO_PAPER) return 'photo';
  return hasAxis(figure) ? 'plot' : 'diagram';
}

/** At least three rows of at least two cells each. */
function isTable({ labels }: Figure): boolean {
  const rows = new Set(
    labels
      .filter((label) => labels.filter((other) => Math.abs(other.box.y0 - label.box.y0) < label.size * 0.4).length >= 2)
      .map(({ box, size }) => Math.round(box.y0 / size)),
  );
  const lettered = labels.filter(({ text }) => /\p{L}{2}/u.test(text)).length;
  return rows.size >= 3 && labels.length >= 8 && lettered >= 3;
}

/** Numbers one under the other, or side by side. */
function hasAxis({ labels }: Figure): boolean {
  const ticks = labels.filter(({ text }) => /^[-–+]?\d[\d.,]*%?(?: [-–+]?\d[\d.,]*%?)*$/.test(text));
  return ticks.reduce((sum, { words }) => sum + words.length, 0) >= 4;
}

/** Share of the commonest colour, of black and white, and of steps between those two along a row. */
function survey({ box }: Figure, { data, width }: Picture): { paper: number; extreme: number; turns: number } {
  const step = Math.max(1, Math.floor(Math.sqrt((widthOf(box) * heightOf(box)) / SAMPLES)));
  const counts = new Map<number, number>();
  let [looked, extremes, turns] = [0, 0, 0];
  for (let y = Math.floor(box.y0); y < box.y1; y += step) {
    let last = -1;
    for (let x = Math.floor(box.x0); x < box.x1; x += step) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at]! >> 4, data[at + 1]! >> 4, data[at + 2]! >> 4];
      const key = (r << 8) | (g << 4) | b;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const level = r + g + b;
      const end = level <= 9 ? 0 : level >= 36 ? 1 : -1;
      if (end >= 0) extremes++;
      if (end >= 0 && last >= 0 && end !== last) turns++;
      if (end >= 0) last = end;
      looked++;
    }
  }
  return { paper: Math.max(0, ...counts.values()) / looked, extreme: extremes / looked, turns: turns / looked };
}

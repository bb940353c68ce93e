/** What a figure shows, by how its pixels and its labels are spread. */
import { heightOf, widthOf } from '../../../pdf/geometry.ts';
import { grow } from '../../../pdf/rect-overlap.ts';
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
/** Share of the pixels beside the words that are not of the commonest colour: a table has rules there, a drawing is drawn. */
const TABLE_INK = 0.04;
/** Pixels around a word that are the letters' edges. */
const AROUND = 4;

export function figureType(figure: Figure, picture: Picture, isInHeader: boolean): FigureType {
  const { paper, extreme, turns, drawn } = survey(figure, picture);
  const [width, height] = [widthOf(figure.box), heightOf(figure.box)];
  const isSquare = Math.abs(width / height - 1) < 0.2;
  const isSmall = width < Math.max(picture.width, picture.height) * QR_SIDE;
  if (isSquare && isSmall && extreme > QR_INK && turns > 0.08 && figure.labels.length <= 2) return 'qr_code';
  if (isInHeader) return 'logo';
  if ((drawn < TABLE_INK && isTable(figure)) || readGrid(figure) !== null) return 'table';
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

interface Survey {
  /** Share of the commonest colour. */
  readonly paper: number;
  /** Shares of black and white, and of steps between those two along a row. */
  readonly extreme: number;
  readonly turns: number;
  /** Share of what is not of the commonest colour there, beside the words. */
  readonly drawn: number;
}

function survey({ box, labels }: Figure, { data, width }: Picture): Survey {
  const step = Math.max(1, Math.floor(Math.sqrt((widthOf(box) * heightOf(box)) / SAMPLES)));
  const words = labels.flatMap((label) => label.words.map((word) => grow(word.box, AROUND)));
  const [all, beside] = [new Map<number, number>(), new Map<number, number>()];
  let [looked, lookedBeside, extremes, turns] = [0, 0, 0, 0];
  for (let y = Math.floor(box.y0); y < box.y1; y += step) {
    const inRow = words.filter(({ y0, y1 }) => y >= y0 && y < y1);
    let last = -1;
    for (let x = Math.floor(box.x0); x < box.x1; x += step) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at]! >> 4, data[at + 1]! >> 4, data[at + 2]! >> 4];
      const key = (r << 8) | (g << 4) | b;
      all.set(key, (all.get(key) ?? 0) + 1);
      looked++;
      if (!inRow.some(({ x0, x1 }) => x >= x0 && x < x1)) {
        beside.set(key, (beside.get(key) ?? 0) + 1);
        lookedBeside++;
      }
      const level = r + g + b;
      const end = level <= 9 ? 0 : level >= 36 ? 1 : -1;
      if (end < 0) continue;
      extremes++;
      if (last >= 0 && end !== last) turns++;
      last = end;
    }
  }
  return {
    paper: Math.max(0, ...all.values()) / looked,
    extreme: extremes / looked,
    turns: turns / looked,
    drawn: lookedBeside === 0 ? 0 : 1 - Math.max(0, ...beside.values()) / lookedBeside,
  };
}

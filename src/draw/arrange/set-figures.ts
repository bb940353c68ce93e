/** Pictures in a column: as wide as they may be, no wider than they are sharp, side by side where the layout has them so. */

import type { FigureBlock } from '../content/blocks.ts';
import { mixed, readableOn } from '../page/colours.ts';
import { type Area, type Mark, type PictureData, SHARP_DPI } from '../page/poster-drawing.ts';
import type { Typesetting } from '../type/atoms.ts';
import { PLAIN } from '../type/typeface.ts';
import type { SectionLook } from './look.ts';
import type { Row } from './row.ts';
import { setText } from './set-text.ts';
import type { TypeScale } from './type-scale.ts';

const POINTS_PER_INCH = 72;
/** A picture smaller than this share of its column is enlarged all the same, and told of as not sharp. */
const LEAST_SHARE = 0.08;

/** Finds the picture of a figure; `null` where nobody has it. */
export type PictureOf = (figure: FigureBlock) => PictureData | null;

export function setFigures(
  figures: readonly FigureBlock[],
  width: number,
  scale: TypeScale,
  look: SectionLook,
  pictureOf: PictureOf,
  typesetting: Typesetting,
): Row {
  const gap = figures.length > 1 ? scale.gap * 1.5 : 0;
  const room = width - gap * (figures.length - 1);
  const images = figures.map(pictureOf);
  const aspects = figures.map((figure, i) => aspectOf(images[i] ?? null, figure));
  const height = Math.min(scale.tallest, room / aspects.reduce((sum, aspect) => sum + aspect, 0));
  const sizes = aspects.map((aspect, i) => sharpSize(aspect, height, images[i] ?? null, room / figures.length));
  const across = sizes.reduce((sum, size) => sum + size.width, 0);
  const tallest = Math.max(...sizes.map((size) => size.height));
  // What is left of the row's width stands around and between the pictures alike.
  const space = (width - across) / (figures.length + 1);
  let x = space;
  const marks = figures.flatMap((figure, i): Mark[] => {
    const size = sizes[i] ?? { width: 0, height: 0 };
    const area = { x, y: (tallest - size.height) / 2, ...size };
    x += size.width + space;
    const image = images[i] ?? null;
    if (image) return [{ kind: 'picture', area, image, alt: figure.words }];
    return placeFor(figure, area, scale, look, typesetting);
  });
  return { marks, height: tallest, before: scale.gap };
}

/** Width by height. */
function aspectOf(image: PictureData | null, { figure }: FigureBlock): number {
  if (image) return Math.min(8, Math.max(0.2, image.width / image.height));
  const [, , width, height] = figure?.bbox_pct ?? [0, 0, 3, 2];
  return Math.min(3, Math.max(0.75, width / Math.max(height, 1)));
}

/** No larger than it is sharp. */
export const sharpWidth = ({ width }: PictureData): number => (width / SHARP_DPI) * POINTS_PER_INCH;

function sharpSize(
  aspect: number,
  height: number,
  image: PictureData | null,
  room: number,
): { width: number; height: number } {
  const wanted = aspect * height;
  if (!image) return { width: wanted, height };
  const width = Math.min(wanted, Math.max(sharpWidth(image), Math.min(wanted, room * LEAST_SHARE)));
  return { width, height: width / (image.width / image.height) };
}

/** Where a picture is to stand that was not at hand: its place and what it shows. */
function placeFor(
  figure: FigureBlock,
  area: Area,
  scale: TypeScale,
  look: SectionLook,
  typesetting: Typesetting,
): Mark[] {
  const fill = mixed(look.fill, look.text, 0.06);
  const words = figure.words === '' ? 'Figure' : figure.words;
  const text = setText(
    {
      role: 'caption',
      words: [{ kind: 'text', text: words, style: { ...PLAIN, italic: true }, shift: null }],
      width: area.width * 0.9,
      scale,
      colour: readableOn(fill, look.text),
      ground: fill,
      align: 'center',
    },
    typesetting,
  );
  const kept = text.lines.filter(({ baseline }) => baseline < area.height * 0.9);
  const height = Math.min(text.area.height, area.height);
  const placed = {
    x: area.x + area.width * 0.05,
    y: area.y + (area.height - height) / 2,
    width: area.width * 0.9,
    height,
  };
  return [
    { kind: 'panel', area, fill },
    { ...text, lines: kept, area: placed },
  ];
}

/** Whether the layout has two pictures side by side. */
export function standSideBySide(a: FigureBlock, b: FigureBlock): boolean {
  if (!a.figure || !b.figure) return false;
  const [, top, , height] = a.figure.bbox_pct;
  const [, otherTop, , otherHeight] = b.figure.bbox_pct;
  const shared = Math.min(top + height, otherTop + otherHeight) - Math.max(top, otherTop);
  return shared > Math.min(height, otherHeight) / 2;
}

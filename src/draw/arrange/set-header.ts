/** The header: the title as large as it fits on two lines, the authors below it, logos where the layout has them. */

import type { DrawnLayout, PosterContent } from '../content/poster-content.ts';
import { type DrawnBox, type Mark, moved, type PictureData, type TextBlock } from '../page/poster-drawing.ts';
import type { PageSize } from '../page/poster-size.ts';
import type { Typesetting } from '../type/atoms.ts';
import type { Inline } from '../type/inline.ts';
import { PLAIN } from '../type/typeface.ts';
import type { Look } from './look.ts';
import { sharpWidth } from './set-figures.ts';
import { setText } from './set-text.ts';

export interface HeaderSetting {
  readonly page: PageSize;
  readonly floor: number;
  readonly look: Look;
  readonly typesetting: Typesetting;
  readonly logos: readonly PictureData[];
}

/** Shares of the page's shorter side. */
const TITLE = { largest: 0.052, smallest: 0.014 };
const MOST_LINES = 2;
const AUTHORS = 0.46;
/** Of the page's width, for each side that has logos. */
const LOGO_ROOM = 0.14;

export function setHeader(content: PosterContent, layout: DrawnLayout, setting: HeaderSetting): DrawnBox {
  const { page, look, logos } = setting;
  const side = Math.min(page.width, page.height);
  const pad = side * 0.028;
  const places = [...new Set(layout.header.logo_positions)].filter((place) => place !== 'center');
  const sides = { left: roomFor('left'), right: roomFor('right') };
  // A centred title stays in the middle of the page.
  const margins =
    look.align === 'center'
      ? [Math.max(sides.left, sides.right), Math.max(sides.left, sides.right)]
      : [sides.left, sides.right];
  const [left = 0, right = 0] = margins;
  const width = page.width - 2 * pad - left - right;
  const blocks = fitHeader({ ...content, authors: joinedAuthors(content.authors) }, width, side, setting);
  const height = blocks.reduce((sum, { area }, i) => sum + area.height + (i === 0 ? 0 : gapAfter(side)), 0) + 2 * pad;
  let top = pad;
  const marks: Mark[] = blocks.map((block) => {
    const placed = moved(block, pad + left, top);
    top += block.area.height + gapAfter(side);
    return placed;
  });
  marks.push(...logoMarks(logos, places, page.width, height, pad));
  const area = { x: 0, y: 0, width: page.width, height };
  return { id: 'header', kind: 'header', area, fill: look.header.fill, border: null, marks };

  function roomFor(place: 'left' | 'right'): number {
    return places.includes(place) ? page.width * LOGO_ROOM : 0;
  }
}

/** Many short lines are one list. */
function joinedAuthors(lines: PosterContent['authors']): PosterContent['authors'] {
  const split = lines.flatMap((line) => {
    const parts: Inline[][] = [[]];
    for (const word of line) word.kind === 'break' ? parts.push([]) : parts.at(-1)?.push(word);
    return parts.filter(({ length }) => length > 0);
  });
  if (split.length <= MOST_LINES) return split;
  const dot: Inline = { kind: 'text', text: '  ·  ', style: PLAIN, shift: null };
  return [split.flatMap((line, i) => (i === 0 ? line : [dot, ...line]))];
}

const gapAfter = (side: number): number => side * 0.008;

/** The largest title that takes two lines at the most; authors in proportion, all of them if need be in smaller print. */
function fitHeader(content: PosterContent, width: number, side: number, setting: HeaderSetting): TextBlock[] {
  const { floor, look, typesetting, page } = setting;
  const { fill } = look.header;
  let blocks: TextBlock[] = [];
  for (let size = side * TITLE.largest; size >= Math.max(side * TITLE.smallest, floor); size *= 0.94) {
    const common = { width, ground: fill, align: look.align };
    const title = { ...common, role: 'title', bold: true, isEven: true, colour: look.header.title } as const;
    const authors = { ...common, role: 'authors', isEven: true, colour: look.header.authors } as const;
    const line = (words: readonly Inline[], i: number) =>
      setText({ ...authors, words, scale: { body: size * (i === 0 ? AUTHORS : AUTHORS * 0.85), floor } }, typesetting);
    const heading =
      content.title.length > 0
        ? [setText({ ...title, words: content.title, scale: { body: size, floor } }, typesetting)]
        : [];
    blocks = [...heading, ...content.authors.map(line)];
    const high = blocks.reduce((sum, { area }) => sum + area.height, 0);
    if ((heading[0]?.lines.length ?? 0) <= MOST_LINES && high <= page.height * 0.17) return blocks;
  }
  return blocks;
}

function logoMarks(
  logos: readonly PictureData[],
  places: readonly string[],
  width: number,
  height: number,
  pad: number,
): Mark[] {
  if (places.length === 0) return [];
  const room = width * LOGO_ROOM - pad;
  const tallest = height - 2 * pad;
  const taken = logos.slice(0, places.length);
  return taken.map((image, i): Mark => {
    const across = Math.min(room, sharpWidth(image), (tallest * image.width) / image.height);
    const size = { width: across, height: (across * image.height) / image.width };
    const x = places[i] === 'right' ? width - pad - size.width : pad;
    return { kind: 'picture', area: { x, y: (height - size.height) / 2, ...size }, image, alt: 'Logo' };
  });
}

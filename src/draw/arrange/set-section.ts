/** A section's box: its heading, then its rows, as high as they need. */
import type { SectionContent } from '../content/poster-content.ts';
import { type DrawnBox, type Mark, moved } from '../page/poster-drawing.ts';
import type { Typesetting } from '../type/atoms.ts';
import { cutEvenly } from './cut-evenly.ts';
import type { Look, SectionLook } from './look.ts';
import type { Row } from './row.ts';
import { setBlocks } from './set-blocks.ts';
import type { PictureOf } from './set-figures.ts';
import { setText } from './set-text.ts';
import type { TypeScale } from './type-scale.ts';

export interface SetSection {
  readonly content: SectionContent;
  readonly look: SectionLook;
  readonly width: number;
  readonly pad: number;
  readonly heading: Row | null;
  /** Side by side, where the box is too wide for one line of text. */
  readonly lanes: readonly (readonly Row[])[];
  readonly laneWidth: number;
  /** The least that it needs. */
  readonly height: number;
}

export interface PosterSetting {
  readonly look: Look;
  readonly pictureOf: PictureOf;
  readonly typesetting: Typesetting;
}

export function setSection(
  content: SectionContent,
  width: number,
  scale: TypeScale,
  setting: PosterSetting,
): SetSection {
  const look = setting.look.sectionLook(content.layout);
  const pad = look.isFramed ? scale.pad : 0;
  const heading = setHeading(content, width, scale, look, setting.typesetting);
  const { pictureOf, typesetting } = setting;
  const inner = width - 2 * pad;
  const gutter = scale.body * 1.6;
  const count = Math.max(1, Math.min(content.blocks.length, Math.floor(inner / (scale.body * WIDEST_LINE)) + 1));
  const laneWidth = (inner - gutter * (count - 1)) / count;
  const rows = setBlocks(content.blocks, { width: laneWidth, scale, look, pictureOf, typesetting });
  const lanes = inLanes(rows, count);
  const above = heading ? heading.height + (look.bar === null ? scale.gap : pad) : pad;
  const height = above + Math.max(0, ...lanes.map(heightOf)) + Math.max(pad, scale.gap * 0.5);
  return { content, look, width, pad, heading, lanes, laneWidth, height };
}

/** In sizes of the text: about a hundred letters. */
const WIDEST_LINE = 50;

function inLanes(rows: readonly Row[], count: number): Row[][] {
  const ends = cutEvenly(
    rows.map(({ height, before }) => height + before),
    Math.min(count, rows.length),
  );
  return ends.map((end, i) => rows.slice(ends[i - 1] ?? 0, end));
}

const heightOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, row, i) => sum + row.height + (i === 0 ? 0 : row.before), 0);

function setHeading(
  { title }: SectionContent,
  width: number,
  scale: TypeScale,
  look: SectionLook,
  typesetting: Typesetting,
): Row | null {
  if (title.length === 0) return null;
  const inset = look.isFramed ? scale.pad : 0;
  const air = look.bar === null ? (look.isFramed ? scale.pad * 0.7 : 0) : scale.body * 0.35;
  const setting = { role: 'heading', words: title, width: width - 2 * inset, scale, colour: look.heading } as const;
  const text = moved(setText({ ...setting, ground: look.bar ?? look.fill, bold: true }, typesetting), inset, air);
  if (look.bar !== null) {
    const height = text.area.height + 2 * air;
    return { marks: [{ kind: 'panel', area: { x: 0, y: 0, width, height }, fill: look.bar }, text], height, before: 0 };
  }
  const thickness = Math.max(1, scale.body * 0.07);
  const top = air + text.area.height + scale.body * 0.12;
  const rule: Mark = {
    kind: 'panel',
    area: { x: inset, y: top, width: width - 2 * inset, height: thickness },
    fill: look.accent,
  };
  return { marks: [text, rule], height: top + thickness, before: 0 };
}

/** The box on the page; `extra` height is spread over the gaps between its rows, `loosest` in each at the most. */
export function placeSection(section: SetSection, x: number, y: number, extra: number, loosest: number): DrawnBox {
  const { content, look, width, pad, heading, lanes, laneWidth, height } = section;
  const marks: Mark[] = heading ? heading.marks.map((mark) => moved(mark, x, y)) : [];
  const spare = height - (heading?.height ?? 0) - Math.max(0, ...lanes.map(heightOf));
  const start = y + (heading?.height ?? 0) + spare / 2;
  const gutter = lanes.length > 1 ? (width - 2 * pad - laneWidth * lanes.length) / (lanes.length - 1) : 0;
  lanes.forEach((rows, lane) => {
    const slot = Math.min(loosest, extra / (rows.length + 1));
    let top = start + slot * 0.5;
    rows.forEach((row, i) => {
      if (i > 0) top += row.before + slot;
      marks.push(...row.marks.map((mark) => moved(mark, x + pad + lane * (laneWidth + gutter), top)));
      top += row.height;
    });
  });
  const area = { x, y, width, height: height + extra };
  return { id: content.id, kind: 'section', area, fill: look.fill, border: look.border, marks };
}

/**
 * A poster as it is drawn: a display list, measured and placed by one layout step, which every writer only copies. Lengths
 * are points from the page's top left; colours are `#rrggbb`.
 */

import type { Line } from '../type/broken-line.ts';
import type { SetFormula } from '../type/set-formula.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly ground: string;
  readonly boxes: readonly DrawnBox[];
  /** What was asked for and does not stand on the page, said for people. */
  readonly missing: readonly Missing[];
}

export interface Missing {
  readonly what: 'text' | 'picture' | 'character' | 'formula' | 'section';
  readonly note: string;
}

/** The header, the footer, or a section with all that stands in it. */
export interface DrawnBox {
  readonly id: string;
  readonly kind: 'header' | 'section' | 'footer';
  readonly area: Area;
  readonly fill: string | null;
  readonly border: string | null;
  readonly marks: readonly Mark[];
}

export type Mark = TextBlock | Picture | DisplayFormula | Table | Panel;

export type TextRole =
  | 'title'
  | 'authors'
  | 'heading'
  | 'subheading'
  | 'paragraph'
  | 'item'
  | 'caption'
  | 'code'
  | 'cell';

/** A paragraph, already broken into lines. */
export interface TextBlock {
  readonly kind: 'text';
  readonly role: TextRole;
  readonly area: Area;
  readonly align: 'left' | 'center' | 'right';
  readonly size: number;
  /** From one baseline to the next. */
  readonly leading: number;
  readonly colour: string;
  /** What it stands on. */
  readonly ground: string;
  /** In front of an item, left of the area. */
  readonly marker: Line | null;
  readonly lines: readonly Line[];
}

export interface Picture {
  readonly kind: 'picture';
  readonly area: Area;
  readonly image: PictureData;
  readonly alt: string;
}

/** A picture as PNG or JPEG. */
export interface PictureData {
  readonly bytes: Buffer;
  readonly mediaType: 'image/png' | 'image/jpeg';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

export interface DisplayFormula {
  readonly kind: 'formula';
  readonly area: Area;
  /** From the area's top. */
  readonly baseline: number;
  readonly size: number;
  readonly colour: string;
  readonly ground: string;
  readonly formula: SetFormula;
}

export interface Table {
  readonly kind: 'table';
  readonly area: Area;
  readonly columns: readonly number[];
  readonly rows: readonly TableRow[];
  readonly rule: string;
}

export interface TableRow {
  /** From the table's top. */
  readonly top: number;
  readonly height: number;
  readonly isHead: boolean;
  /** Their areas are counted from the table's top left. */
  readonly cells: readonly TextBlock[];
}

/** A coloured ground without words: a bar behind a heading, a rule below it. */
export interface Panel {
  readonly kind: 'panel';
  readonly area: Area;
  readonly fill: string;
}

/** Printers ask for so many pixels an inch of what is looked at from a step away. */
export const SHARP_DPI = 100;
const POINTS_PER_INCH = 72;

/** Pixels an inch at the drawn size. */
export const dpiOf = ({ area, image }: Picture): number =>
  Math.min(image.width / area.width, image.height / area.height) * POINTS_PER_INCH;

/** Every block of text, with its area on the page. */
export function textBlocksOf(mark: Mark): TextBlock[] {
  if (mark.kind === 'text') return [mark];
  if (mark.kind !== 'table') return [];
  return mark.rows.flatMap(({ cells }) => cells.map((cell) => moved(cell, mark.area.x, mark.area.y)));
}

export function moved<M extends { readonly area: Area }>(mark: M, dx: number, dy: number): M {
  const { x, y, width, height } = mark.area;
  return { ...mark, area: { x: x + dx, y: y + dy, width, height } };
}

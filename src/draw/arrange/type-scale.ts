/** Sizes of all kinds of text and of the space between them, out of the size of the running text. In points. */
import type { TextRole } from '../page/poster-drawing.ts';

export interface TypeScale {
  readonly body: number;
  /** The least size that may be set. */
  readonly floor: number;
  /** Between two paragraphs. */
  readonly gap: number;
  /** From a box's edge to what stands in it. */
  readonly pad: number;
  /** Between two boxes of a column. */
  readonly between: number;
  /** The height that a picture takes at the most. */
  readonly tallest: number;
}

export const scaleOf = (body: number, floor: number, tallest: number): TypeScale => ({
  body,
  floor,
  gap: body * 0.5,
  pad: body * 0.75,
  between: body * 0.85,
  tallest,
});

const SHARES: Readonly<Record<TextRole, { readonly size: number; readonly leading: number }>> = {
  title: { size: 1, leading: 1.12 },
  authors: { size: 1, leading: 1.28 },
  heading: { size: 1.32, leading: 1.18 },
  subheading: { size: 1.1, leading: 1.22 },
  paragraph: { size: 1, leading: 1.3 },
  item: { size: 1, leading: 1.3 },
  caption: { size: 0.82, leading: 1.25 },
  code: { size: 0.8, leading: 1.3 },
  cell: { size: 0.86, leading: 1.25 },
};

export function sizeOf(
  role: TextRole,
  { body, floor }: Pick<TypeScale, 'body' | 'floor'>,
): { size: number; leading: number } {
  const size = Math.max(floor, body * SHARES[role].size);
  return { size, leading: size * SHARES[role].leading };
}

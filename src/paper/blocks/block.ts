/** What a paper is made of, once its lines are put together. */
import type { Rect } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';

/** `author`: a name, or where its owner works, from a grid of authors: no part of any sentence. */
export type BlockKind = 'paragraph' | 'author' | 'heading' | 'equation' | 'code' | 'float' | 'note' | 'reference';

export interface Block {
  kind: BlockKind;
  page: number;
  lines: TextLine[];
  /** The column's edges, in points. */
  left: number;
  right: number;
  /** Of a heading, 1 for the title. */
  level: number;
  /** Finished markdown, for blocks that do not come from lines. */
  markdown: string | null;
  /** The first line stands in from the left edge of its column. */
  indented: boolean;
}

/** A figure or table with its caption: it leaves the text and comes back as one block where it stood. */
export interface Float extends Rect {
  readonly page: number;
  readonly baseline: number;
  readonly size: number;
  readonly markdown: string;
}

export const isFloat = (item: TextLine | Float): item is Float => 'markdown' in item;

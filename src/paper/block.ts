/** What a paper is made of, once its lines are put together. */
import type { TextLine } from './text-line.ts';

export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'list-item'
  | 'equation'
  | 'code'
  | 'caption'
  | 'figure'
  | 'table'
  | 'footnote'
  | 'reference';

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

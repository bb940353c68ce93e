/** What stands in a poster's section, before anybody knows how wide it will be. */
import type { LayoutFigure } from '../../model/schemas.ts';
import type { Inline } from '../type/inline.ts';

export type Block =
  | { readonly kind: 'paragraph' | 'subheading' | 'quotation'; readonly words: readonly Inline[] }
  | { readonly kind: 'item'; readonly depth: number; readonly marker: string; readonly words: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'formula'; readonly latex: string }
  | TableBlock
  | FigureBlock;

export interface TableBlock {
  readonly kind: 'table';
  readonly align: readonly ('left' | 'center' | 'right')[];
  readonly rows: readonly { readonly isHead: boolean; readonly cells: readonly (readonly Inline[])[] }[];
}

/** A picture that the text names: one of the paper's by its label, or one that is only described. */
export interface FigureBlock {
  readonly kind: 'figure';
  /** The paper's label where it is linked, else what it shows. */
  readonly words: string;
  readonly isLinked: boolean;
  /** As the layout has it; `null` for what the text has beyond the layout. */
  readonly figure: LayoutFigure | null;
}

import type { Style } from './typeface.ts';

/** Words that look alike, a formula, or the end of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly style: Style; readonly shift: 'super' | 'sub' | null }
  | { readonly kind: 'formula'; readonly latex: string }
  | { readonly kind: 'break' };

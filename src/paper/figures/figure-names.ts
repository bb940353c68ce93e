/** Figures → names for their files, no two alike. */
import type { Figure } from './find-figures.ts';

export function figureNames(figures: readonly Figure[]): Map<Figure, string> {
  const taken = new Set<string>();
  const inOrder = figures.toSorted((a, b) => a.caption.page - b.caption.page);
  return new Map(inOrder.map((figure) => [figure, figureName(figure.caption.label, taken)]));
}

/** The name that a label gives, or the next one that is not taken; it is taken now. */
export const figureName = (label: string, taken: Set<string>): string => freeName(fileName(label), taken);

/** `Figure 3` → `fig_3`, `Supplementary Figure S1` → `supplementary_fig_s1`. */
function fileName(label: string): string {
  return label
    .toLowerCase()
    .replace(/\bfigure\b/, 'fig')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  taken.add(free);
  return free;
}

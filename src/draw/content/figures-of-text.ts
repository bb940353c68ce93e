/** Which figure of the layout is meant where the text has one. */
import type { LayoutFigure } from '../../model/schemas.ts';
import type { Block, FigureBlock } from './blocks.ts';
import type { SectionContent } from './poster-content.ts';

/** What the text already says in other ways, or what stands in the header. */
const NEEDS_NO_PICTURE = new Set(['logo', 'equation', 'table']);

/** Figures of the layout that the text does not name stand at the end of their section. */
export function withFigures(sections: readonly SectionContent[], figures: readonly LayoutFigure[]): SectionContent[] {
  const free = new Set(figures);
  const take = (fits: (figure: LayoutFigure) => boolean): LayoutFigure | null => {
    const found = [...free].find(fits) ?? null;
    if (found) free.delete(found);
    return found;
  };
  const own = sections.map((section) => replaced(section, (block) => meant(block, section.id)));
  // Figures of no section, or that the text has elsewhere than the layout: in the order of both.
  const named = own.map((section) => replaced(section, elsewhere));
  return named.map((section) => ({ ...section, blocks: [...section.blocks, ...unnamed(section.id)] }));

  function meant(block: FigureBlock, id: string): Block[] {
    const isOwn = (figure: LayoutFigure) => figure.section_id === id;
    const figure = block.isLinked
      ? (take((each) => isOwn(each) && each.paper_figure === block.words) ??
        take(({ paper_figure }) => paper_figure === block.words))
      : (take((each) => isOwn(each) && each.paper_figure === null) ?? take(isOwn));
    return [{ ...block, figure }];
  }

  function elsewhere(block: FigureBlock): Block[] {
    if (block.figure !== null || block.isLinked) return [block];
    const figure = take(({ type }) => !NEEDS_NO_PICTURE.has(type));
    return figure === null && block.words === '' ? [] : [{ ...block, figure }];
  }

  function unnamed(id: string): FigureBlock[] {
    return [...free]
      .filter(({ section_id, type, paper_figure }) => {
        return section_id === id && (paper_figure !== null || !NEEDS_NO_PICTURE.has(type));
      })
      .map((figure) => {
        const words = figure.paper_figure ?? figure.description ?? '';
        return { kind: 'figure', words, isLinked: figure.paper_figure !== null, figure };
      });
  }
}

const replaced = (section: SectionContent, replace: (block: FigureBlock) => Block[]): SectionContent => ({
  ...section,
  blocks: section.blocks.flatMap((block) => (block.kind === 'figure' ? replace(block) : [block])),
});

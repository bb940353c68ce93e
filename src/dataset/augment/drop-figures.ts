import type { LayoutSection, PosterLayout } from '../../model/schemas.ts';
import { isCaption, markdownSections } from '../markdown-sections.ts';
import type { Augmentation } from './variant.ts';

/**
 * Leaves some figures out: of the layout, of the matches, and their pictures and captions of the content. The content
 * shows figures in the layout's order; where it shows another number of them nobody knows which is which, so all stay.
 */
export const dropFigures: Augmentation = (poster, random) => {
  const { layout, markdown, matches } = poster;
  const blocks = markdownSections(markdown).flatMap((section) => section.blocks);
  const pictures = blocks.filter(isPicture).length;
  if (layout.figures.length === 0 || pictures !== layout.figures.length) return poster;
  const order = random.shuffled(layout.figures.map((_, i) => i));
  const dropped = new Set(order.slice(0, Math.ceil(random.between(0, 1) * order.length) || 1));
  const kept = layout.figures.filter((_, i) => !dropped.has(i));
  const ids = new Set(kept.map(({ id }) => id));
  return {
    layout: withFigures(layout, kept),
    markdown: withoutPictures(blocks, dropped).join('\n\n'),
    matches: matches.filter(({ poster_figure }) => ids.has(poster_figure.id)),
  };
};

const isPicture = (block: string) => block.startsWith('![');

/** Blocks without the pictures of these numbers and the caption right behind each. */
function withoutPictures(blocks: readonly string[], dropped: ReadonlySet<number>): string[] {
  let number = -1;
  let dropsCaption = false;
  return blocks.filter((block) => {
    if (isPicture(block)) {
      number += 1;
      dropsCaption = dropped.has(number);
      return !dropsCaption;
    }
    const isItsCaption = dropsCaption && isCaption(block);
    dropsCaption = false;
    return !isItsCaption;
  });
}

function withFigures(layout: PosterLayout, figures: PosterLayout['figures']): PosterLayout {
  const homes = new Set(figures.map(({ section_id }) => section_id));
  const emptied = (section: LayoutSection): LayoutSection => ({
    ...section,
    has_figures: false,
    content_type: section.content_type === 'figure' || section.content_type === 'mixed' ? 'text' : section.content_type,
  });
  const hadFigures = new Set(layout.figures.map(({ section_id }) => section_id));
  return {
    ...layout,
    figures,
    sections: layout.sections.map((section) =>
      hadFigures.has(section.id) && !homes.has(section.id) ? emptied(section) : section,
    ),
  };
}

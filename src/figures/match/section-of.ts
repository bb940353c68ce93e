import type { Box, LayoutSection } from '../../model/schemas.ts';
import { overlap, type Rectangle, rectangleOf } from '../picture/rectangle.ts';

/** The section that holds most of a region; of nested ones the smallest. */
export function sectionOf(region: Rectangle, sections: readonly LayoutSection[]): LayoutSection | undefined {
  return sections
    .map((section) => ({ section, share: overlap(region, rectangleOf(section.bbox_pct)) }))
    .filter(({ share }) => share >= 0.5)
    .toSorted((a, b) => b.share - a.share || areaOf(a.section.bbox_pct) - areaOf(b.section.bbox_pct))[0]?.section;
}

const areaOf = ([, , width, height]: Box): number => width * height;

/** What an engine read off a poster + where the paper's figures were found → one account of both. */
import type { Box, FigureMatch, LayoutFigure, LayoutSection, PosterLayout } from '../../model/schemas.ts';
import { iou, overlap, type Rectangle, rectangleOf, unionOf } from '../picture/rectangle.ts';
import { placeFigures } from './place-figures.ts';
import { sectionOf } from './section-of.ts';

export interface Reconciled {
  readonly layout: PosterLayout;
  readonly markdown: string;
}

/** A layout's box is corrected when it and the region that was found are about the same; a larger one is a composite. */
const SAME_BOX = 0.3;

/**
 * Every matched poster figure ends up in the layout, with the box that was found and `paper_figure` set, and is named in
 * the markdown at its place in its section; no other figure names one of the paper's. Doing it again changes nothing.
 */
export function reconcile(layout: PosterLayout, markdown: string, matches: readonly FigureMatch[]): Reconciled {
  const byId = Map.groupBy(matches, ({ poster_figure }) => poster_figure.id);
  const known = layout.figures.map((figure) => correct(figure, byId.get(figure.id) ?? []));
  const ids = new Set(layout.figures.map(({ id }) => id));
  const added = [...byId].filter(([id]) => !ids.has(id)).map(([id, found]) => newFigure(id, found, layout.sections));
  const figures = [...known, ...added];
  return {
    layout: { ...layout, sections: layout.sections.map((section) => withFigures(section, figures)), figures },
    markdown: placeFigures(markdown, { sections: layout.sections, before: layout.figures, after: figures }, byId),
  };
}

function correct(figure: LayoutFigure, found: readonly FigureMatch[]): LayoutFigure {
  if (found.length === 0) return { ...figure, paper_figure: null };
  const region = unionOfBoxes(found);
  const box = rectangleOf(figure.bbox_pct);
  const isComposite =
    iou(region, box) < SAME_BOX &&
    overlap(region, box) > 1 - SAME_BOX &&
    region.width * region.height < box.width * box.height;
  return {
    ...figure,
    bbox_pct: isComposite ? figure.bbox_pct : boxOf(region),
    paper_figure: labelOf(found),
  };
}

function newFigure(id: string, found: readonly FigureMatch[], sections: readonly LayoutSection[]): LayoutFigure {
  const region = unionOfBoxes(found);
  return {
    id,
    section_id: sectionOf(region, sections)?.id ?? null,
    type: 'figure',
    description: null,
    bbox_pct: boxOf(region),
    paper_figure: labelOf(found),
  };
}

/** The label of the match with most inliers that has one. */
function labelOf(found: readonly FigureMatch[]): string | null {
  const labelled = found.filter(({ paper_figure }) => paper_figure.label !== null);
  return labelled.toSorted((a, b) => b.inliers - a.inliers)[0]?.paper_figure.label ?? null;
}

const unionOfBoxes = (found: readonly FigureMatch[]): Rectangle =>
  found.map(({ poster_figure }) => rectangleOf(poster_figure.bbox_pct)).reduce(unionOf);

const boxOf = ({ x, y, width, height }: Rectangle): Box => [x, y, round(width), round(height)];
const round = (value: number): number => Math.round(value * 100) / 100;

function withFigures(section: LayoutSection, figures: readonly LayoutFigure[]): LayoutSection {
  if (
    section.has_figures ||
    !figures.some(({ section_id, paper_figure }) => section_id === section.id && paper_figure !== null)
  ) {
    return section;
  }
  const words = section.content_type === 'text' || section.content_type === 'bullets';
  return { ...section, has_figures: true, content_type: words ? 'mixed' : section.content_type };
}

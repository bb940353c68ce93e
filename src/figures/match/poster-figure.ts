/** Regions found on the poster → the layout's figures they are, by id and percent. */
import type { FigureMatch, LayoutFigure, PosterLayout } from '../../model/schemas.ts';
import { iou, overlap, type Rectangle, rectangleOf } from '../picture/rectangle.ts';
import type { Claim } from './assign-figures.ts';
import { sectionOf } from './section-of.ts';

/** A region is a layout figure when half of the smaller lies in the other and they are not of quite different size. */
const SHARED = 0.5;
const LEAST_IOU = 0.15;

/** One name a claim: the layout figure it meets, or the next free `fig_N`. */
export function namePosterFigures(
  claims: readonly Claim[],
  poster: { width: number; height: number },
  layoutFigures: readonly LayoutFigure[],
): FigureMatch['poster_figure'][] {
  let last = lastNumber(layoutFigures);
  return claims.map(({ region }) => {
    const bbox = percentOf(region, poster);
    const known = meetingFigure(rectangleOf(bbox), layoutFigures);
    if (!known) last += 1;
    return { id: known?.id ?? `fig_${last}`, bbox_pct: bbox };
  });
}

/** The matches under the names of another layout's figures: whoever described the poster, a region is one figure. */
export function renameMatches(matches: readonly FigureMatch[], layoutFigures: readonly LayoutFigure[]): FigureMatch[] {
  let last = lastNumber(layoutFigures);
  return matches.map((match) => {
    const { bbox_pct } = match.poster_figure;
    const known = meetingFigure(rectangleOf(bbox_pct), layoutFigures);
    if (!known) last += 1;
    return { ...match, poster_figure: { id: known?.id ?? `fig_${last}`, bbox_pct } };
  });
}

const lastNumber = (figures: readonly LayoutFigure[]): number =>
  Math.max(0, ...figures.map(({ id }) => Number(/(\d+)$/.exec(id)?.[1] ?? 0)));

/** The layout with those of `others` that it does not know of. */
export function addFigures(layout: PosterLayout, others: readonly LayoutFigure[]): PosterLayout {
  let last = lastNumber(layout.figures);
  const unknown = others.filter(({ bbox_pct }) => !meetingFigure(rectangleOf(bbox_pct), layout.figures));
  const added = unknown.map((figure) => {
    last += 1;
    const section = sectionOf(rectangleOf(figure.bbox_pct), layout.sections);
    return { ...figure, id: `figure_${last}`, section_id: section?.id ?? null };
  });
  const shown = new Set(added.map(({ section_id }) => section_id));
  const sections = layout.sections.map((section) =>
    shown.has(section.id) ? { ...section, has_figures: true } : section,
  );
  return { ...layout, sections, figures: [...layout.figures, ...added] };
}

function meetingFigure(region: Rectangle, layoutFigures: readonly LayoutFigure[]): LayoutFigure | undefined {
  return layoutFigures
    .map((figure) => ({ figure, box: rectangleOf(figure.bbox_pct) }))
    .filter(({ box }) => overlap(region, box) >= SHARED && iou(region, box) >= LEAST_IOU)
    .toSorted((a, b) => iou(region, b.box) - iou(region, a.box))[0]?.figure;
}

/** Pixels → percent with two digits, inside the poster. */
export function percentOf(
  region: Rectangle,
  { width, height }: { width: number; height: number },
): LayoutFigure['bbox_pct'] {
  const left = toPercent(region.x / width);
  const top = toPercent(region.y / height);
  const right = toPercent((region.x + region.width) / width);
  const bottom = toPercent((region.y + region.height) / height);
  return [left, top, round(right - left), round(bottom - top)];
}

const round = (value: number): number => Math.round(value * 100) / 100;
const toPercent = (fraction: number): number => round(Math.min(100, Math.max(0, fraction * 100)));

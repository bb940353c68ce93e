/** The figures of a layout as regions of the poster's picture. */
import type { ExtractedFigure, PosterLayout } from '../../model/schemas.ts';

/** @param size Pixels of the picture that the figures are regions of. */
export function layoutFigures(layout: PosterLayout, size: { width: number; height: number }): ExtractedFigure[] {
  return layout.figures.map((figure) => ({
    figure_id: figure.id,
    source_doc: layout.paper_id,
    label: figure.paper_figure,
    caption: figure.description,
    kind: figure.type === 'table' ? 'table' : 'raster',
    page_number: 1,
    bbox_pct: figure.bbox_pct,
    width: Math.round((figure.bbox_pct[2] / 100) * size.width),
    height: Math.round((figure.bbox_pct[3] / 100) * size.height),
    file_path: null,
  }));
}

/**
 * The same for a layout that was corrected since, in the pixels of the figures that were known before; where none was,
 * nobody knows the picture's size.
 */
export function renewFigures(layout: PosterLayout, before: readonly ExtractedFigure[]): ExtractedFigure[] {
  const [largest] = before.toSorted((a, b) => b.width * b.height - a.width * a.height);
  const side = (pixels: number, percent: number) => (percent > 0 ? (pixels / percent) * 100 : 0);
  const [, , w = 0, h = 0] = largest?.bbox_pct ?? [];
  return layoutFigures(layout, { width: side(largest?.width ?? 0, w), height: side(largest?.height ?? 0, h) });
}

/** The figures of a layout as regions of the poster's picture. */
import type { ExtractedFigure, PosterLayout } from '../model.ts';

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

/** A layout and its content, to be drawn. */
import sharp from 'sharp';
import { type DrawOptions, drawPoster, type PosterToDraw } from '../../src/draw/draw-poster.ts';
import type { Drawing, PictureData } from '../../src/draw/page/poster-drawing.ts';
import { posterSize } from '../../src/draw/page/poster-size.ts';
import type { LayoutFigure, LayoutSection, PosterLayout } from '../../src/model/schemas.ts';

export function layoutOf(titles: readonly string[], columns: number, figures: LayoutFigure[] = []): PosterLayout {
  const perColumn = Math.ceil(titles.length / columns);
  const sections = titles.map((title, i): LayoutSection => {
    const [column, row] = [Math.floor(i / perColumn), i % perColumn];
    const bbox_pct: LayoutSection['bbox_pct'] = [
      (column * 96) / columns + 2,
      15 + (row * 80) / perColumn,
      90 / columns,
      75 / perColumn,
    ];
    const style = { header_bg: '#204060', body_bg: '#ffffff', border: null };
    return {
      id: `section_${i + 1}`,
      title,
      column: column + 1,
      row_in_column: row + 1,
      bbox_pct,
      content_type: 'text',
      has_figures: false,
      style,
    };
  });
  return {
    paper_id: 'p',
    poster_path: '',
    poster: { orientation: 'landscape', aspect_ratio: '4:3', background: '#f4f4f0' },
    header: {
      height_pct: 12,
      background: 'linear-gradient(#102040, #305080)',
      title_alignment: 'center',
      logo_positions: [],
    },
    footer: { present: false, height_pct: 0, content: null },
    body: {
      columns,
      column_widths: Array.from({ length: columns }, () => `${(100 / columns).toFixed(2)}%`),
      gutter_pct: 2,
    },
    sections,
    figures,
    color_scheme: {
      primary: '#204060',
      secondary: '#305080',
      accent: '#b04020',
      text: '#202020',
      background: '#f4f4f0',
    },
    reading_order: sections.map(({ id }) => id),
  };
}

export const figureOf = (id: string, section_id: string, paper_figure: string | null): LayoutFigure => ({
  id,
  section_id,
  type: 'plot',
  description: null,
  bbox_pct: [5, 40, 25, 20],
  paper_figure,
});

export const drawn = (
  poster: Partial<PosterToDraw> & Pick<PosterToDraw, 'layout' | 'markdown'>,
  options: Partial<DrawOptions> = {},
): Drawing => {
  const page = posterSize('A0', poster.layout.poster.orientation);
  if (page === null) throw new Error('A0 is a size');
  return drawPoster(
    { pictures: new Map(), title: '', ...poster },
    { page, theme: 'layout', formulas: null, ...options },
  );
};

export async function pictureOf(width: number, height: number): Promise<PictureData> {
  const create = { width, height, channels: 3, background: '#30a060' } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { bytes, mediaType: 'image/png', width, height };
}

/** Words of a paragraph, the same each time. */
export const wordsOf = (count: number): string =>
  Array.from({ length: count }, (_, i) => ['bounded', 'streams', 'wait', 'for', 'their', 'readers'][i % 6]).join(' ');

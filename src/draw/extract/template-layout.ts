/** A landscape poster of three columns for sections that have no layout yet. */
import type { ExtractedFigure, LayoutFigure, LayoutSection } from '../../model/schemas.ts';
import { cutEvenly } from '../arrange/cut-evenly.ts';
import type { DrawnLayout } from '../content/poster-content.ts';

export interface DraftSection {
  readonly title: string;
  readonly lines: readonly string[];
  readonly figures: readonly (ExtractedFigure & { readonly label: string })[];
  /** Markdown. */
  readonly table: string | null;
}

const COLUMNS = 3;
/** Percent of the page. */
const FRAME = { left: 2, top: 14, width: 96, height: 84, gutter: 2 };
const COLOURS = { primary: '#1f3a5f', secondary: '#34608f', accent: '#b5482a', text: '#1c1f24', background: '#eef1f5' };
/** What a picture takes, as so many letters of text. */
const PICTURE_LETTERS = 550;

export function templateLayout(drafts: readonly DraftSection[]): DrawnLayout {
  const columns = Math.max(1, Math.min(COLUMNS, drafts.length));
  const weights = drafts.map(weightOf);
  const ends = cutEvenly(weights, columns);
  const width = (FRAME.width - FRAME.gutter * (columns - 1)) / columns;
  const sections: LayoutSection[] = [];
  const figures: LayoutFigure[] = [];
  drafts.forEach((draft, i) => {
    const column = ends.findIndex((end) => i < end);
    const start = ends[column - 1] ?? 0;
    const whole = weights.slice(start, ends[column]).reduce((sum, weight) => sum + weight, 0);
    const above = weights.slice(start, i).reduce((sum, weight) => sum + weight, 0);
    const share = (part: number): number => round((part / whole) * FRAME.height);
    const id = `section_${i + 1}`;
    const box: LayoutSection['bbox_pct'] = [
      round(FRAME.left + column * (width + FRAME.gutter)),
      round(FRAME.top + share(above)),
      round(width),
      share(weights[i] ?? 0),
    ];
    sections.push({
      id,
      title: draft.title,
      column: column + 1,
      row_in_column: i - start + 1,
      bbox_pct: box,
      content_type: draft.figures.length > 0 || draft.table ? 'mixed' : 'bullets',
      has_figures: draft.figures.length > 0,
      style: { header_bg: COLOURS.primary, body_bg: '#ffffff', border: null },
    });
    draft.figures.forEach(({ label, caption }, j) => {
      const high = box[3] / (draft.figures.length + 2);
      const place: LayoutFigure['bbox_pct'] = [
        box[0],
        round(box[1] + box[3] - high * (draft.figures.length - j)),
        box[2],
        round(high * 0.95),
      ];
      figures.push({
        id: `figure_${figures.length + 1}`,
        section_id: id,
        type: 'figure',
        description: caption,
        bbox_pct: place,
        paper_figure: label,
      });
    });
  });
  return {
    poster: { orientation: 'landscape', aspect_ratio: '1.41:1', background: COLOURS.background },
    header: { height_pct: 12, background: COLOURS.primary, title_alignment: 'center', logo_positions: [] },
    footer: { present: false, height_pct: 0, content: null },
    body: {
      columns,
      column_widths: Array.from({ length: columns }, () => `${round(100 / columns)}%`),
      gutter_pct: FRAME.gutter,
    },
    sections,
    figures,
    color_scheme: COLOURS,
    reading_order: sections.map(({ id }) => id),
  };
}

const weightOf = ({ title, lines, figures, table }: DraftSection): number =>
  title.length + 80 + lines.join(' ').length + figures.length * PICTURE_LETTERS + (table?.length ?? 0);

const round = (value: number): number => Math.round(value * 100) / 100;

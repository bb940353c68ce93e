/** A poster's structure → the layout of the schema. */
import type { Box, LayoutFigure, LayoutSection, PosterLayout } from '../../model.ts';
import type { Rect } from '../../pdf/geometry.ts';
import { clampBox } from '../draft-boxes.ts';
import { aspectRatioOf, orientationOf } from '../poster-frame.ts';
import { findColours } from './find-colours.ts';
import type { Picture, TextLine } from './sheet.ts';
import { type Column, isLine, type PosterStructure, type Section } from './structure.ts';

export interface PosterName {
  paperId: string;
  /** As it is to stand in the layout. */
  posterPath: string;
}

export function writeLayout(structure: PosterStructure, name: PosterName): PosterLayout {
  const { header, columns, picture } = structure;
  const { width, height } = picture;
  const colours = findColours(picture);
  const sections = writeSections(structure.sections, picture);
  return {
    paper_id: name.paperId,
    poster_path: name.posterPath,
    poster: {
      orientation: orientationOf(width, height),
      aspect_ratio: aspectRatioOf(width, height),
      background: colours.background,
    },
    header: {
      height_pct: rounded(Math.min(100, (header.bottom / height) * 100)),
      background: colours.background,
      title_alignment: alignmentOf(header.title, width),
      logo_positions: [],
    },
    footer: { present: false, height_pct: 0, content: null },
    body: {
      columns: Math.max(1, columns.length),
      column_widths: columnShares(columns),
      gutter_pct: gutterOf(columns, width),
    },
    sections,
    figures: writeFigures(structure, picture),
    color_scheme: colours,
    reading_order: sections.map(({ id }) => id),
  };
}

function writeSections(sections: readonly Section[], picture: Picture): LayoutSection[] {
  const rows = new Map<number, number>();
  return sections.flatMap((section, index) => {
    const box = percentBox(section.box, picture);
    if (box === null) return [];
    const row = (rows.get(section.column) ?? 0) + 1;
    rows.set(section.column, row);
    return {
      id: `section_${index + 1}`,
      title: section.heading.map(({ text }) => text).join(' '),
      column: section.column,
      row_in_column: row,
      bbox_pct: box,
      content_type: 'text' as const,
      has_figures: section.content.some((item) => !isLine(item)),
      style: { header_bg: null, body_bg: null, border: null },
    };
  });
}

function writeFigures({ figures, sections }: PosterStructure, picture: Picture): LayoutFigure[] {
  return figures.flatMap((figure, index) => {
    const box = percentBox(figure.box, picture);
    const section = sections.findIndex(({ content }) => content.includes(figure));
    if (box === null) return [];
    return {
      id: `figure_${index + 1}`,
      section_id: section < 0 ? null : `section_${section + 1}`,
      type: 'figure',
      description: null,
      bbox_pct: box,
      paper_figure: null,
    };
  });
}

function percentBox({ x0, y0, x1, y1 }: Rect, { width, height }: Picture): Box | null {
  const [across, down] = [100 / width, 100 / height];
  return clampBox([x0 * across, y0 * down, (x1 - x0) * across, (y1 - y0) * down])?.box ?? null;
}

/** A title in the middle of the page is centred; otherwise its nearer side tells. */
function alignmentOf(title: readonly TextLine[], width: number): 'left' | 'center' | 'right' {
  if (title.length === 0) return 'left';
  const middle = title.reduce((sum, { box }) => sum + (box.x0 + box.x1) / 2, 0) / title.length / width;
  if (Math.abs(middle - 0.5) < 0.08) return 'center';
  return middle < 0.5 ? 'left' : 'right';
}

function columnShares(columns: readonly Column[]): string[] {
  const sum = columns.reduce((total, { x0, x1 }) => total + x1 - x0, 0);
  return columns.length === 0 ? ['100%'] : columns.map(({ x0, x1 }) => `${rounded(((x1 - x0) / sum) * 100)}%`);
}

function gutterOf(columns: readonly Column[], width: number): number {
  const gaps = columns.slice(1).map(({ x0 }, index) => x0 - columns[index]!.x1);
  return gaps.length === 0 ? 0 : rounded((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length / width) * 100);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

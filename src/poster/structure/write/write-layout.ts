/** A poster's structure → the layout of the schema. */
import type { Box, LayoutFigure, LayoutSection, PosterLayout } from '../../../model/schemas.ts';
import type { Rect } from '../../../pdf/geometry.ts';
import { clampBox } from '../../layout/draft-boxes.ts';
import { aspectRatioOf, orientationOf } from '../../layout/poster-frame.ts';
import { asHex, findColours } from '../page/find-colours.ts';
import type { Ground, Picture, TextLine } from '../page/page-model.ts';
import { captionOf } from '../regions/captions.ts';
import { figureType } from '../regions/figure-type.ts';
import { readBorder } from '../regions/read-border.ts';
import { type Column, isFigure, isLine, type PosterStructure, type Section } from '../regions/structure.ts';
import { paragraphsOf } from '../words/paragraphs.ts';
import { asHeading } from './write-markdown.ts';

export interface PosterName {
  paperId: string;
  /** As it is to stand in the layout. */
  posterPath: string;
}

export function writeLayout(structure: PosterStructure, name: PosterName): PosterLayout {
  const { header, columns, picture, footer } = structure;
  const { width, height } = picture;
  const colours = findColours(picture, {
    background: structure.background?.colour ?? null,
    text: structure.textColour,
  });
  const sections = writeSections(structure);
  const footerTop = Math.min(height, ...footer.map(({ box }) => box.y0));
  return {
    paper_id: name.paperId,
    poster_path: name.posterPath,
    poster: {
      orientation: orientationOf(width, height),
      aspect_ratio: aspectRatioOf(width, height),
      background: asCss(structure.background) ?? colours.background,
    },
    header: {
      height_pct: rounded(Math.min(100, (header.bottom / height) * 100)),
      background: asCss(header.background) ?? colours.background,
      title_alignment: alignmentOf(header.title, width),
      logo_positions: logoSides(structure),
    },
    footer: {
      present: footer.length > 0,
      height_pct: rounded((1 - footerTop / height) * 100),
      content: footer.length > 0 ? footer.map(({ text }) => text).join(' ') : null,
    },
    body: {
      columns: columns.length,
      column_widths: columnShares(columns),
      gutter_pct: gutterOf(columns, width),
    },
    sections,
    figures: writeFigures(structure),
    color_scheme: colours,
    reading_order: sections.map(({ id }) => id),
  };
}

function writeSections({ sections, picture }: PosterStructure): LayoutSection[] {
  const rows = new Map<number, number>();
  return sections.flatMap((section, index) => {
    const box = percentBox(section.box, picture);
    if (box === null) return [];
    const row = (rows.get(section.column) ?? 0) + 1;
    rows.set(section.column, row);
    return {
      id: `section_${index + 1}`,
      title: asHeading(section.heading),
      column: section.column,
      row_in_column: row,
      bbox_pct: box,
      content_type: contentType(section, picture),
      has_figures: section.content.some(isFigure),
      style: {
        header_bg: asCss(section.bar),
        body_bg: asCss(section.background),
        border: section.panel && asHex(readBorder(picture, section.panel.box, section.panel.colour)),
      },
    };
  });
}

/** `#rrggbb`, or how it runs. */
const asCss = (ground: Ground | null): string | null =>
  ground?.gradient
    ? `linear-gradient(${ground.gradient.direction}, ${ground.gradient.stops.map(asHex).join(', ')})`
    : asHex(ground?.colour);

function contentType({ content }: Section, picture: Picture): LayoutSection['content_type'] {
  const figures = content.filter(isFigure);
  const paragraphs = paragraphsOf(content.filter(isLine));
  const bullets = paragraphs.filter((paragraph) => paragraph.startsWith('- ')).length;
  if (figures.length === 0) return bullets * 2 >= paragraphs.length && bullets > 0 ? 'bullets' : 'text';
  if (paragraphs.join(' ').split(' ').length > 12) return 'mixed';
  return figures.every((figure) => figureType(figure, picture, false) === 'table') ? 'table' : 'figure';
}

function writeFigures({ figures, sections, header, picture }: PosterStructure): LayoutFigure[] {
  return figures.flatMap((figure, index) => {
    const box = percentBox(figure.box, picture);
    const section = sections.findIndex(({ content }) => content.includes(figure));
    if (box === null) return [];
    const caption = captionOf(figure, [...figure.labels, ...(sections[section]?.content.filter(isLine) ?? [])]);
    return {
      id: `figure_${index + 1}`,
      section_id: section < 0 ? null : `section_${section + 1}`,
      type: figureType(figure, picture, figure.box.y1 <= header.bottom + 1),
      description: caption?.text || caption?.label || null,
      bbox_pct: box,
      // The poster counts its own figures; which of the paper's it is only a match can tell.
      paper_figure: null,
    };
  });
}

/** On which sides of the header logos stand, from the left. */
function logoSides({ figures, header, picture }: PosterStructure): PosterLayout['header']['logo_positions'] {
  const logos = figures.filter(({ box }) => (box.y0 + box.y1) / 2 < header.bottom);
  const sides = (['left', 'center', 'right'] as const).filter((_, third) =>
    logos.some(({ box }) => Math.floor(((box.x0 + box.x1) / 2 / picture.width) * 3) === third),
  );
  return sides;
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
  // Columns may overlap where a figure of one reaches into the next.
  const gaps = columns.slice(1).map(({ x0 }, index) => Math.max(0, x0 - columns[index]!.x1));
  return gaps.length === 0 ? 0 : rounded((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length / width) * 100);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

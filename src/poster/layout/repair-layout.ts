/**
 * A layout as a model drafted it → a `PosterLayout` that passes its schema. Nothing is invented beyond what the picture
 * says: boxes are clamped, ids renumbered, references that lead nowhere dropped, widths made to add up; each is counted.
 */
import { type Box, type LayoutFigure, LayoutSection, type PosterLayout } from '../../model/schemas.ts';
import { columnWidths } from './column-widths.ts';
import { type BoxReader, boxReader } from './draft-boxes.ts';
import { asColour, asFields, asList, asNumber, asOneOf, asPercent, asText, type Fields } from './loose-fields.ts';
import type { PosterFrame } from './poster-frame.ts';
import { readFrame } from './read-frame.ts';

/** How many of each were repaired. */
export interface LayoutRepairs {
  boxes_clamped: number;
  boxes_dropped: number;
  ids_renumbered: number;
  references_dropped: number;
  widths_adjusted: number;
  colours_defaulted: number;
}

const CONTENT_TYPES = LayoutSection.shape.content_type.options;

/**
 * @param draft JSON of any origin: the flat draft that is asked for, or the nested form of `PosterLayout`.
 * @param frame With the pixels of the picture as the model was shown it.
 */
export function repairLayout(draft: unknown, frame: PosterFrame): { layout: PosterLayout; repairs: LayoutRepairs } {
  const repairs: LayoutRepairs = {
    boxes_clamped: 0,
    boxes_dropped: 0,
    ids_renumbered: 0,
    references_dropped: 0,
    widths_adjusted: 0,
    colours_defaulted: 0,
  };
  const fields = asFields(draft);
  const readBox = boxReader([...asList(fields.sections), ...asList(fields.figures)], frame);
  const boxes = countingBoxes(readBox, repairs);
  const { sections, idOf } = readSections(asList(fields.sections), boxes, repairs);
  const figures = readFigures(asList(fields.figures), boxes, sections, idOf, repairs);
  const body = asFields(fields.body);
  const columns = Math.max(
    1,
    ...sections.map((section) => section.column),
    wholeNumber(body.columns ?? fields.columns),
  );
  const gutter = asPercent(body.gutter_pct ?? fields.gutter_pct) ?? 0;
  const widths = columnWidths(
    asList(body.column_widths ?? fields.column_widths).map(asNumber),
    columns,
    gutter,
    sections,
  );
  repairs.widths_adjusted = widths.adjusted ? 1 : 0;
  const layout: PosterLayout = {
    paper_id: frame.paperId,
    poster_path: frame.posterPath,
    ...readFrame(fields, frame, () => {
      repairs.colours_defaulted++;
    }),
    body: { columns, column_widths: widths.widths, gutter_pct: gutter },
    sections: sections.map((section) => ({ ...section, has_figures: showsFigures(section, figures) })),
    figures,
    reading_order: readingOrder(asList(fields.reading_order), sections, idOf, repairs),
  };
  return { layout, repairs };
}

type CountedBoxes = (holder: unknown) => Box | null;

function countingBoxes(read: BoxReader, repairs: LayoutRepairs): CountedBoxes {
  return (holder) => {
    const result = read(holder);
    if (result === null) repairs.boxes_dropped++;
    else if (result.clamped) repairs.boxes_clamped++;
    return result?.box ?? null;
  };
}

type IdOf = (draftId: unknown) => string | null;

/** Sections with a box, under ids `section_1`, … in the order given; `idOf` leads from the draft's ids to these. */
function readSections(drafts: readonly unknown[], boxOf: CountedBoxes, repairs: LayoutRepairs) {
  const ids = new Map<string, string>();
  const sections: LayoutSection[] = [];
  for (const draft of drafts) {
    const box = boxOf(draft);
    if (box === null) continue;
    const id = `section_${sections.length + 1}`;
    const draftId = asText(asFields(draft).id);
    if (draftId === null || ids.has(draftId)) repairs.ids_renumbered++;
    else ids.set(draftId, id);
    sections.push(readSection(asFields(draft), id, box));
  }
  numberRows(sections);
  const idOf: IdOf = (draftId) => ids.get(asText(draftId) ?? '') ?? null;
  return { sections, idOf };
}

function readSection(draft: Fields, id: string, box: Box): LayoutSection {
  const style = asFields(draft.style);
  return {
    id,
    title: asText(draft.title) ?? '',
    column: wholeNumber(draft.column),
    row_in_column: 1,
    bbox_pct: box,
    content_type: asOneOf(draft.content_type, CONTENT_TYPES) ?? 'mixed',
    has_figures: false,
    style: {
      header_bg: asColour(style.header_bg ?? draft.header_bg),
      body_bg: asColour(style.body_bg ?? draft.body_bg),
      border: asColour(style.border ?? draft.border),
    },
  };
}

/** Rows follow from the boxes: top to bottom within a column. */
function numberRows(sections: LayoutSection[]): void {
  const rows = new Map<number, number>();
  for (const section of [...sections].sort((a, b) => a.bbox_pct[1] - b.bbox_pct[1])) {
    section.row_in_column = (rows.get(section.column) ?? 0) + 1;
    rows.set(section.column, section.row_in_column);
  }
}

function readFigures(
  drafts: readonly unknown[],
  boxOf: CountedBoxes,
  sections: readonly LayoutSection[],
  idOf: IdOf,
  repairs: LayoutRepairs,
): LayoutFigure[] {
  const figures: LayoutFigure[] = [];
  for (const item of drafts) {
    const box = boxOf(item);
    if (box === null) continue;
    const draft = asFields(item);
    const named = idOf(draft.section_id);
    if (named === null && asText(draft.section_id) !== null) repairs.references_dropped++;
    figures.push({
      id: `figure_${figures.length + 1}`,
      section_id: named ?? sectionAround(box, sections)?.id ?? null,
      type: asText(draft.type)?.toLowerCase().replaceAll(/\s+/g, '_') ?? 'figure',
      description: asText(draft.description) ?? asText(draft.paper_figure),
      bbox_pct: box,
      // What is printed beside it is the poster's own number; which of the paper's it is only a match can tell.
      paper_figure: null,
    });
  }
  return figures;
}

/** The section that holds the middle of the box. */
function sectionAround([x, y, w, h]: Box, sections: readonly LayoutSection[]): LayoutSection | undefined {
  const [middleX, middleY] = [x + w / 2, y + h / 2];
  return sections.find(
    ({ bbox_pct: [sx, sy, sw, sh] }) => middleX >= sx && middleX <= sx + sw && middleY >= sy && middleY <= sy + sh,
  );
}

const showsFigures = (section: LayoutSection, figures: readonly LayoutFigure[]): boolean =>
  section.content_type === 'figure' || figures.some((figure) => figure.section_id === section.id);

/** Each section once: first as the draft orders them, then what it forgot, by column and row. */
function readingOrder(
  draft: readonly unknown[],
  sections: readonly LayoutSection[],
  idOf: IdOf,
  repairs: LayoutRepairs,
): string[] {
  const named = draft.map((id) => idOf(id)).filter((id) => id !== null);
  repairs.references_dropped += draft.length - named.length;
  const byPlace = [...sections].sort((a, b) => a.column - b.column || a.row_in_column - b.row_in_column);
  return [...new Set([...named, ...byPlace.map((section) => section.id)])];
}

/** More columns than a poster can have are a misreading. */
const MOST_COLUMNS = 24;

const wholeNumber = (value: unknown): number => Math.min(MOST_COLUMNS, Math.max(0, Math.round(asNumber(value) ?? 0)));

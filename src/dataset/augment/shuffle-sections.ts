import type { Box, LayoutSection, PosterLayout } from '../../model/schemas.ts';
import { carried, sharedArea } from '../boxes.ts';
import { markdownSections, plainTitle } from '../markdown-sections.ts';
import type { Augmentation } from './variant.ts';

/**
 * Stacks the sections of a column in another order. The places keep their ids and their rank in the reading order; what
 * stands there moves: title, size, figures, and the section's part of the content. A column stays as it is where the
 * move would not leave a true poster: sections beside each other, a band across it, a section that the content lacks.
 */
export const shuffleSections: Augmentation = (poster, random) => {
  const { texts, bySection } = contentParts(poster.markdown, poster.layout.sections);
  const moves = columnsOf(poster.layout)
    .filter((places) => isStack(places, poster.layout.sections) && places.every(({ id }) => bySection.has(id)))
    .flatMap((places) => restack(places, random.shuffled(places)))
    .filter(({ place, tenant }) => place !== tenant);
  if (moves.length === 0) return poster;
  const tenants = new Map(moves.map(({ place, tenant }) => [bySection.get(place.id), bySection.get(tenant.id)!]));
  const markdown = texts.map((_, part) => texts[tenants.get(part) ?? part]).filter(Boolean);
  return { ...poster, layout: moveSections(poster.layout, moves), markdown: markdown.join('\n\n') };
};

interface Move {
  /** Whose id and rank the moved section takes. */
  readonly place: LayoutSection;
  readonly tenant: LayoutSection;
  readonly box: Box;
}

/** The sections of each column from top to bottom; bands across the columns are in none. */
function columnsOf({ sections, body }: PosterLayout): LayoutSection[][] {
  const columns = Array.from({ length: body.columns }, (_, i) => sections.filter(({ column }) => column === i + 1));
  return columns
    .filter(({ length }) => length > 1)
    .map((column) => column.toSorted((a, b) => a.bbox_pct[1] - b.bbox_pct[1]));
}

/** True if sections stand one below the other, with nothing of another column between them. */
function isStack(column: readonly LayoutSection[], all: readonly LayoutSection[]): boolean {
  const disjoint = column.every(({ bbox_pct: [, y, , h] }, i) => {
    const next = column[i + 1];
    return next === undefined || y + h <= next.bbox_pct[1];
  });
  const left = Math.min(...column.map(({ bbox_pct: [x] }) => x));
  const right = Math.max(...column.map(({ bbox_pct: [x, , w] }) => x + w));
  const [top, bottom] = [column[0]!.bbox_pct[1], column.at(-1)!.bbox_pct[1] + column.at(-1)!.bbox_pct[3]];
  const hull: Box = [left, top, right - left, bottom - top];
  return disjoint && all.every((other) => column.includes(other) || sharedArea(other.bbox_pct, hull) === 0);
}

/** The tenants from the top of the column down, with the gaps that were between the places. */
function restack(places: readonly LayoutSection[], tenants: readonly LayoutSection[]): Move[] {
  let top = places[0]!.bbox_pct[1];
  return places.map((place, i) => {
    const tenant = tenants[i]!;
    const [x, , width, height] = tenant.bbox_pct;
    const box: Box = [x, Math.min(100 - height, Math.round(top * 1e4) / 1e4), width, height];
    const next = places[i + 1];
    if (next) top += height + next.bbox_pct[1] - (place.bbox_pct[1] + place.bbox_pct[3]);
    return { place, tenant, box };
  });
}

function moveSections(layout: PosterLayout, moves: readonly Move[]): PosterLayout {
  const movedTo = new Map(moves.map((move) => [move.place.id, move]));
  const movedFrom = new Map(moves.map((move) => [move.tenant.id, move]));
  return {
    ...layout,
    sections: layout.sections.map((section) => {
      const move = movedTo.get(section.id);
      if (!move) return section;
      const { id, column, row_in_column } = move.place;
      return { ...move.tenant, id, column, row_in_column, bbox_pct: move.box };
    }),
    figures: layout.figures.map((figure) => {
      const move = movedFrom.get(figure.section_id ?? '');
      if (!move) return figure;
      return {
        ...figure,
        section_id: move.place.id,
        bbox_pct: carried(figure.bbox_pct, move.tenant.bbox_pct, move.box),
      };
    }),
  };
}

/** The content cut where a section's title stands; what precedes the first title is a part of its own. */
function contentParts(markdown: string, sections: readonly LayoutSection[]) {
  const ids = new Map<string, string | null>();
  for (const { id, title } of sections) ids.set(plainTitle(title), ids.has(plainTitle(title)) ? null : id);
  const texts: string[] = [''];
  const bySection = new Map<string, number>();
  for (const { title, blocks } of markdownSections(markdown)) {
    const id = title === '' ? null : ids.get(plainTitle(title));
    const text = blocks.join('\n\n');
    if (id && !bySection.has(id)) bySection.set(id, texts.push(text) - 1);
    else texts[texts.length - 1] = [texts.at(-1), text].filter(Boolean).join('\n\n');
  }
  return { texts, bySection };
}

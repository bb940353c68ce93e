import { jsonrepair } from 'jsonrepair';
import type { z } from 'zod';
import { PosterLayout } from '../../model/schemas.ts';

/**
 * How much of an answer could be read: `valid` as it is, `fenced` or with words around it, `repaired` after mending
 * quotes, commas and brackets (a truncated answer is read as far as it goes), `unreadable`.
 */
export type Reading = 'valid' | 'fenced' | 'repaired' | 'unreadable';

const AnswerLayout = PosterLayout.omit({ paper_id: true, poster_path: true });
export type AnswerLayout = z.infer<typeof AnswerLayout>;

export interface Answer {
  readonly reading: Reading;
  /** The layout where it passes the schema. */
  readonly layout: AnswerLayout | null;
  /** What of a layout could be used although it does not pass: its sections and figures with sound boxes. */
  readonly partial: PartialLayout | null;
  readonly content: string | null;
}

/** What the measures read of a layout. */
export type PartialLayout = Pick<AnswerLayout, 'body' | 'sections' | 'figures' | 'reading_order'>;

/** Reads what a model wrote, whatever it wrote. It never throws. */
export function parseAnswer(text: string): Answer {
  const { reading, value } = readJson(text);
  const fields: Record<string, unknown> = isObject(value) ? value : {};
  // A model that was asked for the layout alone may leave the wrapper away.
  const raw = fields.layout ?? ('sections' in fields ? fields : null);
  const layout = AnswerLayout.safeParse(raw);
  return {
    reading,
    layout: layout.success ? layout.data : null,
    partial: measurable(layout.success ? layout.data : usableParts(raw)),
    content: typeof fields.content === 'string' ? fields.content : null,
  };
}

/** No poster has more; an answer that has is babble, and comparing takes the third power of their number. */
const MOST_ELEMENTS = 300;

function measurable(layout: PartialLayout | null): PartialLayout | null {
  if (layout === null) return null;
  const { sections, figures } = layout;
  return { ...layout, sections: sections.slice(0, MOST_ELEMENTS), figures: figures.slice(0, MOST_ELEMENTS) };
}

function readJson(text: string): { reading: Reading; value: unknown } {
  const body = fencedBody(text);
  for (const [reading, attempt] of [
    ['valid', () => JSON.parse(text)],
    ['fenced', () => JSON.parse(body)],
    ['repaired', () => JSON.parse(jsonrepair(body))],
  ] as const) {
    const value = attemptOrNull(attempt);
    if (isObject(value)) return { reading, value };
  }
  return { reading: 'unreadable', value: null };
}

/** The JSON object in what a model wrote, mended where that is possible; `null` where there is none. */
export function readJsonObject(text: string): Record<string, unknown> | null {
  const { value } = readJson(text);
  return isObject(value) ? value : null;
}

/** From the first brace on; to the last one if the answer got that far. */
function fencedBody(text: string): string {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  const fence = text.indexOf('\n```', start);
  if (start < 0) return text;
  if (fence > end) return text.slice(start, fence);
  return text.slice(start, /^[\s`]*$/.test(text.slice(end + 1)) ? end + 1 : undefined);
}

function attemptOrNull(attempt: () => unknown): unknown {
  try {
    return attempt();
  } catch {
    // Not this way: the next reading is tried, and `unreadable` says that none worked.
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const { body: Body, sections: Sections, figures: Figures, reading_order: ReadingOrder } = AnswerLayout.shape;

function usableParts(raw: unknown): PartialLayout | null {
  if (!isObject(raw)) return null;
  const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const sections = listed(raw.sections).flatMap((section) => Sections.element.safeParse(section).data ?? []);
  const figures = listed(raw.figures).flatMap((figure) => Figures.element.safeParse(figure).data ?? []);
  return {
    body: Body.safeParse(raw.body).data ?? { columns: 1, column_widths: [], gutter_pct: 0 },
    sections,
    figures,
    reading_order: ReadingOrder.safeParse(raw.reading_order).data ?? [],
  };
}

/** Figures and tables as blocks of their own, with the caption as a paragraph after or before them. */
import { unite } from '../../pdf/geometry.ts';
import type { Float } from '../blocks/block.ts';
import { fenced } from '../blocks/markdown.ts';
import type { Caption } from '../captions/caption.ts';
import type { Figure } from '../figures/find-figures.ts';
import { joinLines } from '../lines/dehyphenate.ts';
import { joinRow, type TextLine } from '../lines/text-line.ts';
import type { FoundTable } from '../tables/find-tables.ts';
import { tableContent } from '../tables/table-content.ts';
import { type TableContent, tableMarkdown } from '../tables/table-markdown.ts';

/** A table that was read, and where it stands. */
export interface PlacedTable extends FoundTable {
  readonly caption: Caption;
  readonly content: TableContent;
  /** Of the cells alone. */
  readonly markdown: string;
  readonly float: Float;
}

/** `null` when the lines turn out to be no table. */
export function tableFloat(caption: Caption, table: FoundTable): PlacedTable | null {
  const content = tableContent(table.lines, table);
  return content && markdownFloat(caption, table, content);
}

export function markdownFloat(caption: Caption, table: FoundTable, content: TableContent): PlacedTable {
  const markdown = tableMarkdown(content);
  const float = floatOf(caption, unite([caption, table]), `${captionText(caption)}\n\n${markdown}`);
  return { ...table, caption, content, markdown, float };
}

/** `path` is that of the figure's picture, as markdown shall name it; `names` are the lines that name its panels. */
export function figureFloat(figure: Figure, path: string, names: readonly TextLine[]): Float {
  const { caption } = figure;
  const panels = joinLines(names.toSorted((a, b) => a.order - b.order).map((line) => line.text));
  const parts = [`![${caption.label}](${path})`, panels, captionText(caption)];
  return floatOf(caption, unite([caption, figure]), parts.filter(Boolean).join('\n\n'));
}

/** An algorithm is text: its lines, as far in as they stand. */
export function algorithmFloat({ caption, ...box }: Figure, lines: readonly TextLine[]): Float {
  const rows = rowsOf(lines);
  const text = captionText(caption);
  return floatOf(caption, unite([caption, box]), rows.length > 0 ? `${text}\n\n${fenced(rows)}` : text);
}

function rowsOf(lines: readonly TextLine[]): TextLine[] {
  const rows: TextLine[] = [];
  const isLevel = (a: TextLine, b: TextLine) => Math.abs(a.baseline - b.baseline) < 0.3 * Math.min(a.size, b.size);
  for (const line of lines.toSorted((a, b) => (isLevel(a, b) ? a.x0 - b.x0 : a.baseline - b.baseline))) {
    const last = rows.at(-1);
    if (last && Math.abs(last.baseline - line.baseline) < 0.3 * last.size) rows[rows.length - 1] = joinRow(last, line);
    else rows.push(line);
  }
  return rows;
}

export const captionOnly = (caption: Caption): Float => floatOf(caption, caption, captionText(caption));

function floatOf(caption: Caption, box: { x0: number; y0: number; x1: number; y1: number }, markdown: string): Float {
  const { x0, y0, x1, y1 } = box;
  return { x0, y0, x1, y1, page: caption.page, baseline: y1, size: 10, markdown };
}

const captionText = ({ label, text }: Caption): string => (text === '' ? label : `${label}: ${text}`);

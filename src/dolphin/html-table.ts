/** Dolphin's tables, which are HTML → markdown. */
import { type Cell, tableMarkdown } from '../paper/tables/table-markdown.ts';

const ROW = /<tr\b[^>]*>([\s\S]*?)(?=<\/tr>|<tr\b|<\/table>|$)/gi;
const CELL = /<(t[hd])\b([^>]*)>([\s\S]*?)(?=<\/t[hd]>|<t[hd]\b|<\/tr>|<tr\b|$)/gi;

/** More than a table has; what a loop writes into a `colspan`. */
const LARGEST_SPAN = 100;

/** The text itself where it holds no table. A tail that was cut off loses its last cell's end, not the table. */
export function htmlTableMarkdown(html: string): string {
  const rows = [...html.matchAll(ROW)].map(([, row = '']) => cellsOf(row)).filter((row) => row.length > 0);
  if (rows.length === 0) return html.trim();
  const head = rows.findIndex((row) => row.some(({ tag }) => tag === 'td'));
  return tableMarkdown({ rows, head: Math.max(1, head < 0 ? rows.length : head) });
}

interface TaggedCell extends Cell {
  readonly tag: string;
}

const cellsOf = (row: string): TaggedCell[] =>
  [...row.matchAll(CELL)].map(([, tag = 'td', attributes = '', content = '']) => ({
    tag: tag.toLowerCase(),
    text: plain(content),
    columns: spanIn(attributes, 'colspan'),
    rows: spanIn(attributes, 'rowspan'),
  }));

function spanIn(attributes: string, name: string): number {
  const span = Number(new RegExp(String.raw`\b${name}\s*=\s*["']?(\d+)`, 'i').exec(attributes)?.[1] ?? 1);
  return Math.min(LARGEST_SPAN, Math.max(1, span));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

const plain = (content: string): string =>
  content
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();

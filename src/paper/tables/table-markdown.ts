/** A table's cells → markdown, or HTML where cells span. */

/** A cell and how many columns and rows it takes; text on one line. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

export interface TableContent {
  /** Row by row; a row holds the cells that start in it, left to right. */
  readonly rows: readonly (readonly Cell[])[];
  /** How many of the first rows are the head. */
  readonly head: number;
}

export function tableMarkdown(table: TableContent): string {
  const spans = table.rows.some((row) => row.some((cell) => cell.columns > 1 || cell.rows > 1));
  return spans || table.head > 1 ? html(table) : pipes(table);
}

function pipes({ rows }: TableContent): string {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = rows.map((row) => {
    const texts = row.map((cell) => cell.text.replaceAll('|', '\\|'));
    return line([...texts, ...Array.from({ length: width - texts.length }, () => '')]);
  });
  const rule = line(Array.from({ length: width }, () => '---'));
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function html({ rows, head }: TableContent): string {
  const cell = ({ text, columns, rows: down }: Cell, tag: string) => {
    const spans = (columns > 1 ? ` colspan="${columns}"` : '') + (down > 1 ? ` rowspan="${down}"` : '');
    return `<${tag}${spans}>${escaped(text)}</${tag}>`;
  };
  const lines = rows.map((row, i) => {
    const tag = i < head ? 'th' : 'td';
    return `<tr>${row.map((content) => cell(content, tag)).join('')}</tr>`;
  });
  return ['<table>', ...lines, '</table>'].join('\n');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

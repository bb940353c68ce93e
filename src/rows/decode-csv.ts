/** CSV text → one plain record a row; the first record names the columns. */
import { parse } from 'csv-parse/sync';
import { FatalError, RowError } from '../model/item.ts';
import { COLUMNS } from './read-row.ts';
import { LINE_TOO_LONG, type Line, TOO_LONG } from './split-lines.ts';
import { RecordSplitter } from './split-records.ts';

export type Decoded = Record<string, unknown> | RowError;

/** Of rows that are to become pairs. */
export const REQUIRED_COLUMNS: readonly string[] = ['paper_id', 'local_image_path', 'local_pdf_path'];

/** What may stand between cells: the first one by which the header makes sense. */
const SEPARATORS = [',', '\t', ';'] as const;
type Separator = (typeof SEPARATORS)[number];

interface Header {
  columns: string[];
  separator: Separator;
}

export class CsvDecoder {
  readonly #splitter = new RecordSplitter();
  readonly #required: readonly string[];
  #header: Header | null = null;

  constructor(required = REQUIRED_COLUMNS) {
    this.#required = required;
  }

  push(text: string): Iterable<Decoded> {
    return this.#decode(this.#splitter.push(text, (record) => this.#isSound(record)));
  }

  end(): Iterable<Decoded> {
    return this.#decode(this.#splitter.end((record) => this.#isSound(record)));
  }

  *#decode(records: Iterable<Line>): Generator<Decoded> {
    for (const record of records) {
      if (this.#header === null) this.#header = readHeader(record, this.#required);
      else yield record === TOO_LONG ? new RowError('invalid-row', LINE_TOO_LONG) : toRecord(record, this.#header);
    }
  }

  #isSound(text: string): boolean {
    const cells = parseCells(text, this.#header?.separator ?? ',');
    return Array.isArray(cells) && (this.#header === null || cells.length === this.#header.columns.length);
  }
}

/** @throws FatalError when the required columns are not there, once each: then no row can succeed. */
function readHeader(text: Line, required: readonly string[]): Header {
  if (text === TOO_LONG) throw new FatalError(`The input is no CSV: ${LINE_TOO_LONG}`);
  if (/\r[^\r]/.test(text))
    throw new FatalError("The input's lines end in a carriage return alone; convert it, as in tr '\\r' '\\n'");
  const missingIn = (columns: readonly string[]) => required.filter((name) => !columns.includes(name));
  const read = SEPARATORS.map((separator) => ({ separator, columns: columnsOf(text, separator) }));
  // The separator that makes the most columns of them, where several would do.
  const header = read
    .filter(({ columns }) => missingIn(columns).length === 0)
    .sort((a, b) => b.columns.length - a.columns.length)[0];
  if (header) return withoutDoubles(header);
  const fewest = Math.min(...read.map(({ columns }) => missingIn(columns).length));
  const closest = read.find(({ columns }) => missingIn(columns).length === fewest);
  const missing = missingIn(closest?.columns ?? []).join(', ');
  const shown = text.slice(0, 100).replace(/[\p{C}\uFFFD]/gu, '?');
  throw new FatalError(
    `The input is no CSV with a header of ${required.join(', ')}: ${missing} missing in its first line, which begins: ${shown}`,
  );
}

/** Columns without a name may be many, as spreadsheets leave them. */
function withoutDoubles(header: Header): Header {
  const double = header.columns.find((name, index) => name !== '' && header.columns.indexOf(name) !== index);
  if (double === undefined) return header;
  throw new FatalError(`Two columns of the input are called ${double}: rename or remove one`);
}

function columnsOf(text: string, separator: Separator): string[] {
  const cells = parseCells(text, separator);
  return Array.isArray(cells) ? cells.map(columnName) : [];
}

/** Names that count are known however they are capitalised. */
function columnName(cell: string): string {
  const name = cell.trim();
  const lower = name.toLowerCase();
  return COLUMNS.has(lower) ? lower : name;
}

function toRecord(text: string, { columns, separator }: Header): Decoded {
  const cells = parseCells(text, separator);
  if (!Array.isArray(cells)) return new RowError('invalid-row', `Not CSV: ${cells.message}`, { cause: cells });
  if (cells.length !== columns.length) {
    return new RowError('invalid-row', `${cells.length} cells in a table of ${columns.length} columns`);
  }
  return Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
}

function parseCells(text: string, separator: Separator): string[] | Error {
  if (!text.includes('"')) return text.split(separator);
  try {
    const [cells] = parse(text, { delimiter: separator, relax_column_count: true }) as string[][];
    return cells ?? [];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** CSV text → one plain record a row; the first record names the columns. */
import { parse } from 'csv-parse/sync';
import { FatalError, RowError } from '../item.ts';
import { RecordSplitter } from './split-records.ts';

export type Decoded = Record<string, unknown> | RowError;

const REQUIRED = ['paper_id', 'local_image_path', 'local_pdf_path'];

export class CsvDecoder {
  readonly #splitter = new RecordSplitter();
  #columns: string[] | null = null;

  push(text: string): Iterable<Decoded> {
    return this.#decode(this.#splitter.push(text, (record) => this.#isSound(record)));
  }

  end(): Iterable<Decoded> {
    return this.#decode(this.#splitter.end((record) => this.#isSound(record)));
  }

  *#decode(records: Iterable<{ text: string }>): Generator<Decoded> {
    for (const { text } of records) {
      if (this.#columns === null) this.#columns = readHeader(text);
      else yield toRecord(text, this.#columns);
    }
  }

  #isSound(text: string): boolean {
    const cells = parseCells(text);
    return Array.isArray(cells) && (this.#columns === null || cells.length === this.#columns.length);
  }
}

/** @throws FatalError when the required columns are not there: then this is no input of ours, and no row can succeed. */
function readHeader(text: string): string[] {
  const cells = parseCells(text);
  const columns = Array.isArray(cells) ? cells.map((cell) => cell.trim()) : [];
  const missing = REQUIRED.filter((name) => !columns.includes(name));
  if (missing.length === 0) return columns;
  throw new FatalError(
    `The input is no CSV with a header of ${REQUIRED.join(', ')}: ${missing.join(', ')} missing in its first line`,
  );
}

function toRecord(text: string, columns: string[]): Decoded {
  const cells = parseCells(text);
  if (!Array.isArray(cells)) return new RowError('invalid-row', `Not CSV: ${cells.message}`, { cause: cells });
  if (cells.length !== columns.length) {
    return new RowError('invalid-row', `${cells.length} cells in a table of ${columns.length} columns`);
  }
  return Object.fromEntries(columns.map((name, index) => [name, cells[index]]));
}

function parseCells(text: string): string[] | Error {
  if (!text.includes('"')) return text.split(',');
  try {
    const [cells] = parse(text, { relax_column_count: true }) as string[][];
    return cells ?? [];
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

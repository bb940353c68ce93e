/** Text in pieces → records: CSV, NDJSON or one JSON array, told apart by the first character. */
import { gen, none } from 'stream-chain/core';
import { parser } from 'stream-json/core/parser.js';
import { streamArray } from 'stream-json/core/streamers/stream-array.js';
import { FatalError, RowError } from '../model/item.ts';
import { CsvDecoder, type Decoded, REQUIRED_COLUMNS } from './decode-csv.ts';
import { JsonBounds } from './json-bounds.ts';
import { LINE_TOO_LONG, type Line, LineSplitter, TOO_LONG } from './split-lines.ts';

/** Gives each record as soon as it is complete. */
export interface Decoder {
  push(text: string): Iterable<Decoded> | AsyncIterable<Decoded>;
  end(): Iterable<Decoded> | AsyncIterable<Decoded>;
}

/** How text looks that has two bytes a character, or four: a mark that is no UTF-8, or every other byte a zero. */
const WIDE = /^(?:[\uFDD0\uFFFD]{2}|[^\0]\0[^\0]\0|\0[^\0]\0[^\0]|\0\0[\uFDD0\uFFFD]{2})/;

/**
 * `null` while the text is blank.
 * @param required the columns that a CSV must have to be rows
 * @throws FatalError for text of another encoding
 */
export function chooseDecoder(text: string, required: readonly string[] = REQUIRED_COLUMNS): Decoder | null {
  if (WIDE.test(text))
    throw new FatalError('The input is not UTF-8 but UTF-16; convert it, as in iconv -f UTF-16 -t UTF-8 rows.csv');
  const [first] = text.trimStart();
  if (first === undefined) return null;
  if (first === '[') return new JsonArrayDecoder();
  return first === '{' ? new NdjsonDecoder() : new CsvDecoder(required);
}

class NdjsonDecoder implements Decoder {
  readonly #splitter = new LineSplitter();

  push(text: string): Generator<Decoded> {
    return readLines(this.#splitter.push(text));
  }

  end(): Generator<Decoded> {
    return readLines(this.#splitter.end());
  }
}

function* readLines(lines: Iterable<Line>): Generator<Decoded> {
  for (const line of lines) if (line === TOO_LONG || line.trim() !== '') yield readLine(line);
}

function readLine(line: Line): Decoded {
  if (line === TOO_LONG) return new RowError('invalid-row', LINE_TOO_LONG);
  const wrong = new JsonBounds().look(line);
  if (wrong) return new RowError('invalid-row', `Not a row: ${wrong}`);
  try {
    return asRecord(JSON.parse(line));
  } catch (error) {
    return new RowError('invalid-row', `Not JSON: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** The parser of JSON, pulled instead of piped: a stream that fails forgets what it had read before. */
interface ArrayElements {
  /** The elements that a piece of text completes; `none` is the end of the text, which the library's own types leave out. */
  read(text: string | typeof none): AsyncIterable<{ value: unknown }>;
}

/** @throws FatalError where the text stops to be a JSON array, after the records of the lines above */
export class JsonArrayDecoder implements Decoder {
  readonly #elements: ArrayElements = { read: gen(parser(), streamArray()) };
  readonly #bounds = new JsonBounds();

  async *push(text: string): AsyncGenerator<Decoded> {
    for (const line of text.split(/(?<=\n)/)) {
      const wrong = this.#bounds.look(line);
      if (wrong) throw new FatalError(`The input is no JSON array of rows: ${wrong}`);
      yield* this.#read(line);
    }
  }

  end(): AsyncGenerator<Decoded> {
    return this.#read(none);
  }

  async *#read(text: string | typeof none): AsyncGenerator<Decoded> {
    try {
      for await (const { value } of this.#elements.read(text)) yield asRecord(value);
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      throw new FatalError(`The input is no JSON array: ${told}`, { cause: error });
    }
  }
}

function asRecord(value: unknown): Decoded {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return new RowError('invalid-row', 'A row of JSON is an object');
}

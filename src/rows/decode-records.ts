/** Text in pieces → records: CSV, NDJSON or one JSON array, told apart by the first character. */
import { gen, none } from 'stream-chain/core';
import { parser } from 'stream-json/core/parser.js';
import { streamArray } from 'stream-json/core/streamers/stream-array.js';
import { FatalError, RowError } from '../model/item.ts';
import { CsvDecoder, type Decoded, REQUIRED_COLUMNS } from './decode-csv.ts';

/** Gives each record as soon as it is complete. */
export interface Decoder {
  push(text: string): Iterable<Decoded> | AsyncIterable<Decoded>;
  end(): Iterable<Decoded> | AsyncIterable<Decoded>;
}

/**
 * `null` while the text is blank.
 * @param required the columns that a CSV must have to be rows
 */
export function chooseDecoder(text: string, required: readonly string[] = REQUIRED_COLUMNS): Decoder | null {
  const [first] = text.trimStart();
  if (first === undefined) return null;
  if (first === '[') return new JsonArrayDecoder();
  return first === '{' ? new NdjsonDecoder() : new CsvDecoder(required);
}

class NdjsonDecoder implements Decoder {
  #torn = '';

  *push(text: string): Generator<Decoded> {
    const lines = (this.#torn + text).split('\n');
    this.#torn = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield readLine(line);
  }

  *end(): Generator<Decoded> {
    if (this.#torn.trim() !== '') yield readLine(this.#torn);
  }
}

function readLine(line: string): Decoded {
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

  async *push(text: string): AsyncGenerator<Decoded> {
    for (const line of text.split(/(?<=\n)/)) yield* this.#read(line);
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

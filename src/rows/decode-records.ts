/** Text in pieces → records: CSV, NDJSON or one JSON array, told apart by the first character. */
import type { Duplex } from 'node:stream';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { FatalError, RowError } from '../item.ts';
import { CsvDecoder, type Decoded } from './decode-csv.ts';

/** Gives each record as soon as it is complete. */
export interface Decoder {
  push(text: string): Iterable<Decoded> | AsyncIterable<Decoded>;
  end(): Iterable<Decoded> | AsyncIterable<Decoded>;
}

/** `null` while the text is blank. */
export function chooseDecoder(text: string): Decoder | null {
  const [first] = text.trimStart();
  if (first === undefined) return null;
  if (first === '[') return new JsonArrayDecoder();
  return first === '{' ? new NdjsonDecoder() : new CsvDecoder();
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

class JsonArrayDecoder implements Decoder {
  readonly #parser: Duplex = streamArray.withParserAsStream();
  readonly #ready: Decoded[] = [];
  #failed: Error | null = null;

  constructor() {
    this.#parser.on('data', ({ value }) => this.#ready.push(asRecord(value)));
    this.#parser.on('error', (error) => {
      this.#failed = error;
    });
  }

  async *push(text: string): AsyncGenerator<Decoded> {
    if (!this.#parser.write(text)) await this.#either('drain', 'close');
    yield* this.#take();
  }

  async *end(): AsyncGenerator<Decoded> {
    this.#parser.end();
    if (!this.#parser.closed) await this.#either('close');
    yield* this.#take();
  }

  /** Not `once` of node:events, which would throw the parser's error before the rows ahead of it are taken. */
  #either(...events: string[]): Promise<void> {
    return new Promise((resolve) => {
      for (const event of events) this.#parser.once(event, resolve);
    });
  }

  *#take(): Generator<Decoded> {
    yield* this.#ready.splice(0);
    if (this.#failed)
      throw new FatalError(`The input is no JSON array: ${this.#failed.message}`, { cause: this.#failed });
  }
}

function asRecord(value: unknown): Decoded {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  return new RowError('invalid-row', 'A row of JSON is an object');
}

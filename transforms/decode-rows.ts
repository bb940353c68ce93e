import { Transform, type TransformCallback } from 'node:stream';
import type { Config } from '../src/config/config.ts';
import type { Intake } from '../src/flow/intake.ts';
import type { Stage } from '../src/flow/stage.ts';
import { failedItem, type Item, RowError } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import { type Decoded, REQUIRED_COLUMNS } from '../src/rows/decode-csv.ts';
import { chooseDecoder, type Decoder } from '../src/rows/decode-records.ts';
import { readAddressedRow, readRow } from '../src/rows/read-row.ts';
import { Utf8Text } from '../src/rows/utf8-text.ts';
import type { Pass } from '../src/session/pass.ts';

/** `bytes → Row`: CSV, NDJSON or one JSON array. Once the intake is closed nothing more is decoded. */
export function decodeRows({
  intake,
  config,
}: Pick<Pass, 'intake'> & { config: Pick<Config, 'fetch'> }): Stage<Uint8Array, Item<Row>> {
  return new DecodeRows(intake, config.fetch ? FETCHED : NAMED);
}

interface Reading {
  /** The columns that a CSV must have. */
  readonly columns: readonly string[];
  readonly read: (record: Record<string, unknown>) => Row;
}

/** Rows that name their files, and rows whose files are still to be fetched. */
const NAMED: Reading = { columns: REQUIRED_COLUMNS, read: readRow };
const FETCHED: Reading = { columns: ['paper_id'], read: readAddressedRow };

class DecodeRows extends Transform {
  readonly #intake: Intake;
  readonly #reading: Reading;
  readonly #text = new Utf8Text();
  #decoder: Decoder | null = null;
  #row = 0;
  #wanted = Promise.withResolvers<void>();

  constructor(intake: Intake, reading: Reading) {
    super({ readableObjectMode: true, readableHighWaterMark: 1 });
    this.#intake = intake;
    this.#reading = reading;
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#decode(this.#text.push(chunk)).then(() => callback(), callback);
  }

  override _flush(callback: TransformCallback): void {
    this.#decode(this.#text.end())
      .then(() => this.#emitAll(this.#decoder?.end() ?? []))
      .then(() => callback(), callback);
  }

  override _read(size: number): void {
    this.#wanted.resolve();
    super._read(size);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#wanted.resolve();
    super._destroy(error, callback);
  }

  async #decode(text: string): Promise<void> {
    this.#decoder ??= chooseDecoder(text, this.#reading.columns);
    if (this.#decoder) await this.#emitAll(this.#decoder.push(text));
  }

  async #emitAll(records: Iterable<Decoded> | AsyncIterable<Decoded>): Promise<void> {
    // The input was cut off on purpose: that it does not end well is no error.
    if (this.#intake.closed) return;
    for await (const record of records) {
      const item = this.#toItem(record);
      if (this.#intake.closed || this.destroyed) return;
      this.#wanted = Promise.withResolvers<void>();
      if (!this.push(item)) await this.#wanted.promise;
    }
  }

  #toItem(record: Decoded): Item<Row> {
    this.#row += 1;
    const row = this.#row;
    try {
      if (record instanceof RowError) throw record;
      const value = this.#reading.read(record);
      return { row, paperId: value.paper_id, ok: true, value };
    } catch (thrown) {
      return failedItem({ row, paperId: idOf(record) }, 'decode-rows', thrown);
    }
  }
}

/** Named in the failure, if the row has one. */
function idOf(record: Decoded): string | null {
  const id = record instanceof RowError ? null : record.paper_id;
  return typeof id === 'string' && id !== '' ? id : null;
}

/**
 * A way of running. Each is zero or more passes over the same rows that prepare, and then a last one that writes; ways
 * differ in what is done before the last pass and where its rows come from, not in how records are written.
 */
import type { Readable, Writable } from 'node:stream';
import { unlessReaderLeft } from '../flow/flow.ts';
import type { Item } from '../model/item.ts';
import type { Finished } from '../model/pair.ts';
import { type Examples, records } from '../pipeline.ts';
import type { Account } from '../session/pass.ts';

export interface LastPass {
  readonly pass: Account;
  readonly examples: Examples;
  /** What the examples are made from. */
  readonly input: Readable;
}

export interface Runner<Input = Readable> extends AsyncDisposable {
  /** Makes all passes but the last. @returns the last one, not begun; `null` when interrupted */
  prepare(input: Input): Promise<LastPass | null>;
  /** To be called when the last pass came to its end; what prepared for it is needed no more, unless rows are left. */
  settle(last: LastPass): Promise<void>;
}

/** Writes records until the rows end or the reader leaves. */
export async function write<Input>(runner: Runner<Input>, input: Input, output: Writable): Promise<void> {
  const last = await runner.prepare(input);
  if (!last) return;
  await records(last.examples, last.pass).run(last.input, output).catch(unlessReaderLeft);
  await runner.settle(last);
}

/** Gives examples instead, as they are made. @param shape what is done to them on the way */
export async function* iterate<Input>(
  runner: Runner<Input>,
  input: Input,
  shape = (examples: Examples, _pass: Account): Examples => examples,
): AsyncGenerator<Item<Finished>> {
  const last = await runner.prepare(input);
  if (!last) return;
  yield* shape(last.examples, last.pass).over(last.input);
  await runner.settle(last);
}

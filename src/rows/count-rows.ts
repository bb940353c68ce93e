import { createReadStream } from 'node:fs';
import { FatalError } from '../model/item.ts';
import { chooseDecoder, type Decoder } from './decode-records.ts';
import { Utf8Text } from './utf8-text.ts';

/** How many rows a file holds, sound or not; where it breaks off, as many as come before: the run will tell of that. */
export async function countRows(path: string): Promise<number> {
  let rows = 0;
  try {
    for await (const _ of recordsOf(path)) rows += 1;
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
  }
  return rows;
}

async function* recordsOf(path: string) {
  const text = new Utf8Text();
  let decoder: Decoder | null = null;
  for await (const chunk of createReadStream(path)) {
    const piece = text.push(chunk);
    decoder ??= chooseDecoder(piece);
    if (decoder) yield* decoder.push(piece);
  }
  if (decoder) {
    yield* decoder.push(text.end());
    yield* decoder.end();
  }
}

import { createReadStream } from 'node:fs';
import { chooseDecoder, type Decoder } from './decode-records.ts';

/** How many rows a file holds, sound or not. */
export async function countRows(path: string): Promise<number> {
  let decoder: Decoder | null = null;
  let rows = 0;
  for await (const text of createReadStream(path, 'utf8')) {
    decoder ??= chooseDecoder(text.replace(/^\uFEFF/, ''));
    for await (const _ of decoder?.push(text) ?? []) rows += 1;
  }
  for await (const _ of decoder?.end() ?? []) rows += 1;
  return rows;
}

/** A line of a file that was written line by line. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** False for a last line without its line end: whoever wrote it may have been interrupted. */
  readonly ended: boolean;
}

const LINE_END = 0x0a;

/**
 * The lines of a stream. Only `\n` ends one (as in JSON Lines): U+2028 stands inside strings as it is, and Node's own
 * readline would break the record there. Bytes that are no UTF-8 become U+FFFD.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let torn: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      number += 1;
      yield { number, text: decode([...torn, chunk.subarray(start, end)]), ended: true };
      torn = [];
      start = end + 1;
    }
    if (start < chunk.length) torn.push(chunk.subarray(start));
  }
  if (torn.length > 0) yield { number: number + 1, text: decode(torn), ended: false };
}

const decode = (parts: readonly Uint8Array[]): string => Buffer.concat(parts).toString('utf8');

import { isUtf8 } from 'node:buffer';

/** A line of a file that was written line by line. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** What is no UTF-8 became U+FFFD; a byte order mark before the first line is not part of it. */
  readonly text: string;
  /** Whether the bytes were UTF-8. */
  readonly isUtf8: boolean;
  /** False for a last line without its line end: whoever wrote it may have been interrupted. */
  readonly ended: boolean;
}

const LINE_END = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The lines of a stream. Only `\n` ends one (as in JSON Lines): U+2028 stands inside strings as it is, and Node's own
 * readline would break the record there.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let torn: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      number += 1;
      yield { number, ...decode([...torn, chunk.subarray(start, end)], number), ended: true };
      torn = [];
      start = end + 1;
    }
    if (start < chunk.length) torn.push(chunk.subarray(start));
  }
  if (torn.length > 0) yield { number: number + 1, ...decode(torn, number + 1), ended: false };
}

function decode(parts: readonly Uint8Array[], number: number): Pick<Line, 'text' | 'isUtf8'> {
  const bytes = Buffer.concat(parts);
  const text = bytes.toString('utf8');
  const isMarked = number === 1 && text.startsWith(BYTE_ORDER_MARK);
  return { text: isMarked ? text.slice(1) : text, isUtf8: isUtf8(bytes) };
}

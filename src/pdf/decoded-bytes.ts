/**
 * How many bytes pdfjs's filters have put out. A kilobyte of a stream can stand for a megabyte, and of one that is
 * compressed twice for a gigabyte: only counting while they decode stops that in time. Counted a thread, since a thread
 * reads one document at a time.
 */

/** Bytes that one page, or the opening of a document, may unpack. Content streams of papers are some megabytes. */
const MOST_BYTES = 192 * 2 ** 20;

let left = MOST_BYTES;

/** From here on as many bytes again. */
export function allowDecoding(): void {
  left = MOST_BYTES;
}

export const bytesDecoded = (): number => MOST_BYTES - left;

/** Whether something was not decoded since it was allowed; pdfjs goes on without what it cannot decode, and says nothing. */
export const wasTooMuch = (): boolean => left < 0;

/**
 * Called by every filter before it puts out `bytes` more.
 * @public pdfjs itself is its caller, see `bounded-parser.ts`
 * @throws Error when that is too much
 */
export function decoded(bytes: number): number {
  left -= bytes;
  if (left < 0) throw new Error(`a stream unpacks to more than ${MOST_BYTES / 2 ** 20} MB`);
  return bytes;
}

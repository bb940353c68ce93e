/**
 * pdfjs decodes every image that a page shows to pixels and has no option not to: of real papers that is two thirds of
 * the time, and 100 MB at once for one large picture. Of an image whose dictionary names no bits per component it knows
 * place and size all the same, and gives up before the first pixel.
 */

const KEY = '/BitsPerComponent';
const UNKNOWN = '/bitsPerComponent';
/** Bytes: the dictionary of an image is not longer on either side of the key. */
const REACH = 2048;
const IMAGE = /\/Subtype\s*\/Image\b/;

/** Renames the key in the dictionaries of images (ISO 32000-1, 8.9.5), in place; no byte moves. */
export function dropPixels(data: Uint8Array): void {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  for (let at = bytes.indexOf(KEY); at >= 0; at = bytes.indexOf(KEY, at + 1))
    if (IMAGE.test(dictionaryAround(bytes, at))) bytes.write(UNKNOWN, at, 'latin1');
}

/** From `obj` to `stream`, which no dictionary of a stream is without. */
function dictionaryAround(bytes: Buffer, at: number): string {
  const before = bytes.toString('latin1', Math.max(0, at - REACH), at);
  const after = bytes.toString('latin1', at, at + REACH);
  const end = after.indexOf('stream');
  return end < 0 ? '' : before.slice(before.lastIndexOf('obj') + 1) + after.slice(0, end);
}

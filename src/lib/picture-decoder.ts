/**
 * sharp, as every room uses it for pictures from outside: only pictures are decoded. What libvips would hand to a
 * renderer of documents (an SVG under the name of a PNG names files, addresses and entities of its own) is of an unknown
 * format here. sharp could be told to know no SVG at all, but that would hold for the whole process: for drawings of this
 * program's own, and for whoever uses it as a library.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import sharp from 'sharp';
import { kindOfBytes } from './kind-of-bytes.ts';

type Opening = typeof sharp;

/** Bytes that show what a file is. */
const TELLING_BYTES = 1024;
const NOTHING = Buffer.alloc(0);

/** Markup, after nothing but white space and byte order marks. No picture begins so. */
const MARKUP = /^[\s\xef\xbb\xbf\xfe\xff]*</;
/** Documents that are no text; SVG may come in gzip. */
const BINARY_DOCUMENTS = ['a PDF', 'compressed by gzip'];

const picture: Opening = Object.assign((...args: Parameters<Opening>) => {
  const start = startOf(args[0]);
  const isDocument = MARKUP.test(start.toString('latin1')) || BINARY_DOCUMENTS.includes(kindOfBytes(start) ?? '');
  if (isDocument) throw new Error('Input buffer contains unsupported image format');
  return sharp(...args);
}, sharp);

export default picture;

/** The first bytes of what may be from outside; pictures that are made here have none. */
function startOf(input: unknown): Buffer {
  if (input instanceof Uint8Array) return Buffer.from(input.subarray(0, TELLING_BYTES));
  if (typeof input !== 'string') return NOTHING;
  let file: number;
  try {
    file = openSync(input, 'r');
  } catch {
    // sharp says itself what is wrong with a file that cannot be read.
    return NOTHING;
  }
  try {
    const start = Buffer.alloc(TELLING_BYTES);
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

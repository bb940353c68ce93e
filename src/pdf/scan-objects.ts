/** A PDF's objects, found by their keywords and not by its cross-references (ISO 32000-1, 7.3.10 and 7.5.7). */
import { constants, inflateSync } from 'node:zlib';

export interface ScannedObject {
  /** The dictionary, or what else the object is, without a stream's bytes. */
  readonly text: string;
  /** Where it starts; `null` for one that was packed with others into a stream. */
  readonly offset: number | null;
}

/** By number; the last of a number is the one that counts. */
export type ScannedObjects = ReadonlyMap<number, ScannedObject>;

/** Objects beyond this number, and packed ones that unpack to more bytes, are damage or mischief. */
const LARGEST_NUMBER = 8_388_607;
const MOST_UNPACKED = 64 * 2 ** 20;

/** Only what is there to its end. */
export function scanObjects(pdf: string): ScannedObjects {
  const objects = new Map<number, ScannedObject>();
  const start = /(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b/g;
  for (let found = start.exec(pdf); found; found = start.exec(pdf)) {
    const from = found.index + found[0].length;
    const object = objectAt(pdf, from);
    if (!object) break;
    start.lastIndex = object.end;
    const number = Number(found[1]);
    if (number > LARGEST_NUMBER) continue;
    objects.set(number, { text: object.text, offset: found.index });
    for (const [packed, text] of unpacked(object)) objects.set(packed, { text, offset: null });
  }
  return objects;
}

interface Body {
  readonly text: string;
  readonly stream: string | null;
  readonly end: number;
}

/** `null` where the file ends inside of it. */
function objectAt(pdf: string, from: number): Body | null {
  const end = pdf.indexOf('endobj', from);
  const keyword = /\bstream\r?\n/.exec(pdf.slice(from, end < 0 ? undefined : end));
  if (!keyword) return end < 0 ? null : { text: pdf.slice(from, end), stream: null, end };
  const body = from + keyword.index + keyword[0].length;
  const close = pdf.indexOf('endstream', body);
  if (close < 0) return null;
  return { text: pdf.slice(from, from + keyword.index), stream: pdf.slice(body, close), end: close };
}

function unpacked({ text, stream }: Body): [number: number, text: string][] {
  if (stream === null || !/\/Type\s*\/ObjStm\b/.test(text)) return [];
  const content = inflated(text, stream);
  const [count, first] = ['N', 'First'].map((key) => Number(new RegExp(`/${key}\\s+(\\d+)`).exec(text)?.[1]));
  if (content === null || count === undefined || first === undefined || !(first <= content.length)) return [];
  const index = content.slice(0, first).trim().split(/\s+/).map(Number);
  const offsets = Array.from({ length: Math.min(count, index.length >> 1) }, (_, i) => [
    index[2 * i]!,
    index[2 * i + 1]!,
  ]);
  return offsets.flatMap(([number, offset], i) => {
    const end = offsets[i + 1]?.[1];
    if (!(number! <= LARGEST_NUMBER) || !(offset! >= 0)) return [];
    return [[number!, content.slice(first + offset!, end === undefined ? undefined : first + end)]];
  });
}

function inflated(text: string, stream: string): string | null {
  if (!/\/Filter\s*\[?\s*\/FlateDecode\b/.test(text)) return /\/Filter\b/.test(text) ? null : stream;
  try {
    const options = { maxOutputLength: MOST_UNPACKED, finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(Buffer.from(stream, 'latin1'), options).toString('latin1');
  } catch {
    // Encrypted or damaged: the objects in it are as lost as those behind the cut.
    return null;
  }
}

/** Whether a PDF's cross-references are where the file says, and point at objects (ISO 32000-1, 7.5.4 to 7.5.8). */

/** Bytes from the end, or from a place named, in which a keyword is looked for. */
const NEAR = 1024;
const TRAILER = /startxref\s+(\d+)\s+%%EOF\s*$/;
/** The first number of a table's part and how many objects it has. */
const PART = /^\s*(\d+) +(\d+)\s*/;
/** Bytes of an entry: offset, generation, `n` for an object in use, `f` for a free number. */
const ENTRY = 20;

/** Files that start with something else count their offsets from `%PDF-` or from their first byte. */
export function isWellReferenced(data: Uint8Array): boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.length);
  const header = Math.max(0, bytes.toString('latin1', 0, NEAR).indexOf('%PDF-'));
  const offset = TRAILER.exec(bytes.toString('latin1', Math.max(0, bytes.length - NEAR)))?.[1];
  return offset !== undefined && [0, header].some((shift) => pointsAtObjects(bytes, Number(offset), shift));
}

function pointsAtObjects(bytes: Buffer, offset: number, shift: number): boolean {
  const at = offset + shift;
  const text = bytes.toString('latin1', at, at + NEAR);
  // A stream of cross-references is compressed; that it is there is all that can be seen.
  if (/^\s*\d+\s+\d+\s+obj/.test(text)) return true;
  const table = /^\s*xref\s+/.exec(text);
  return table !== null && entriesPointAtObjects(bytes, at + table[0].length, shift);
}

/** @param table where the first part of the table starts */
function entriesPointAtObjects(bytes: Buffer, table: number, shift: number): boolean {
  let at = table;
  for (let part = PART.exec(latin1(bytes, at, 64)); part; part = PART.exec(latin1(bytes, at, 64))) {
    at += part[0].length;
    const [first, count] = [Number(part[1]), Number(part[2])];
    for (let i = 0; i < count; i++, at += ENTRY) {
      const entry = /^(\d{10}) \d{5} ([nf])/.exec(latin1(bytes, at, ENTRY));
      if (!entry) return false;
      const offset = Number(entry[1]);
      // Some writers list objects that they never wrote, at offset 0.
      if (entry[2] === 'n' && offset > 0 && objectAt(bytes, offset + shift) !== first + i) return false;
    }
  }
  return true;
}

/** The number of the object that starts there; NaN where none does. */
const objectAt = (bytes: Buffer, at: number): number =>
  Number(/^\s*(\d+)\s+\d+\s+obj/.exec(latin1(bytes, at, 32))?.[1]);

const latin1 = (bytes: Buffer, at: number, length: number): string => bytes.toString('latin1', at, at + length);

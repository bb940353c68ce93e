/** What kind of binary file begins so: each is known by its first bytes, as `file` knows it. */
const KINDS: readonly (readonly [name: string, start: string])[] = [
  ['Parquet', 'PAR1'],
  ['a PDF', '%PDF-'],
  ['a PNG picture', '\x89PNG'],
  ['a JPEG picture', '\xff\xd8\xff'],
  ['a zip archive, as .xlsx is', 'PK\x03\x04'],
  ['compressed by gzip', '\x1f\x8b'],
  ['compressed by zstd', '\x28\xb5\x2f\xfd'],
  ['Arrow', 'ARROW1'],
  ['a SQLite database', 'SQLite format 3\0'],
];

/** @returns how to call it in a sentence; `null` for what may be text */
export function kindOfBytes(start: Uint8Array): string | null {
  const text = Buffer.from(start.subarray(0, 16)).toString('latin1');
  return KINDS.find(([, signature]) => text.startsWith(signature))?.[0] ?? null;
}

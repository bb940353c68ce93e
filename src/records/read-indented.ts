import { open, readFile } from 'node:fs/promises';
import { parseOrNull } from '../files/parse-or-null.ts';
import { type RecordLine, readRecords, startOf } from './read-records.ts';

/** The first line of an object that is written over many. */
const INDENTED = /^\uFEFF?\s*\{\s*\r?\n/;

/**
 * As `readRecords`, and one JSON object over several lines, as examples are stored.
 * @throws UsageError if there is no such file
 */
export async function* readIndentedToo(path: string): AsyncGenerator<RecordLine> {
  await startOf(path);
  if (!(await isIndented(path))) return yield* readRecords(path);
  const record = parseOrNull(await readFile(path, 'utf8'));
  const where = { line: 1, place: path, text: '', isUtf8: true };
  if (typeof record === 'object' && record !== null) yield { ...where, record, problem: null };
  else yield { ...where, record: null, problem: 'not JSON', torn: false };
}

async function isIndented(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  return INDENTED.test(buffer.toString('utf8', 0, bytesRead));
}

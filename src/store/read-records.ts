import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from '../usage-error.ts';
import { readLines } from './read-lines.ts';

/** One line of a data set. */
export type RecordLine =
  | { readonly line: number; readonly text: string; readonly record: object; readonly problem: null }
  | {
      readonly line: number;
      readonly text: string;
      readonly record: null;
      readonly problem: string;
      readonly torn: boolean;
    };

/**
 * The records of a JSON Lines file, one at a time; a line that holds none says why. Blank lines are passed over.
 *
 * @throws UsageError if there is no such file
 */
export async function* readRecords(path: string): AsyncGenerator<RecordLine> {
  await sizeOf(path);
  for await (const { number: line, text, ended } of readLines(createReadStream(path))) {
    if (text.trim() === '') continue;
    const { record, problem } = parseRecord(text);
    if (record) yield { line, text, record, problem: null };
    else yield { line, text, record: null, problem, torn: !ended };
  }
}

/** Bytes. @throws UsageError if there is no such file */
export async function sizeOf(path: string): Promise<number> {
  const about = await stat(path).catch((error) => {
    throw new UsageError(`${path} cannot be read`, { cause: error });
  });
  if (!about.isFile()) throw new UsageError(`${path} is no file`);
  return about.size;
}

type Parsed = { record: object; problem: null } | { record: null; problem: string };

function parseRecord(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { record: value, problem: null };
    return { record: null, problem: 'a record is a JSON object' };
  } catch (error) {
    return { record: null, problem: `not JSON: ${error instanceof Error ? error.message : error}` };
  }
}

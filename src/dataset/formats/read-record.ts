/** A record taken apart again. */
import { type FormatName, formatNamed, formatsOf } from './formats.ts';
import type { Exchange } from './record-format.ts';

/** What was asked, what was answered, and whose paper it is if the line says so. */
export interface RecordParts extends Exchange {
  readonly format: FormatName;
  readonly paperId: string | null;
}

/**
 * Undoes `formatRecord` for any format and target.
 *
 * @throws {TypeError} if the line is no record of any format
 */
export function readRecord(record: object): RecordParts {
  const [format] = formatsOf(record);
  if (format === undefined)
    throw new TypeError(`no known record format has the keys ${Object.keys(record).join(', ')}`);
  return { format, paperId: paperIdOf(record), ...formatNamed(format).read(record) };
}

const paperIdOf = (record: object): string | null =>
  'paper_id' in record && typeof record.paper_id === 'string' && record.paper_id !== '' ? record.paper_id : null;

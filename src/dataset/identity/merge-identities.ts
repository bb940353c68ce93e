import { createHash } from 'node:crypto';
import { readRecord } from '../formats/read-record.ts';
import { identityOf } from './identity.ts';

/**
 * Knows which records of several files are duplicates: a paper belongs to the file where it is met first. In that file
 * its copies are kept, as long as they differ; every other file's are dropped.
 */
export class MergeIdentities {
  readonly #files = new Map<string, number>();
  readonly #seen = new Set<string>();

  /** @param file a number for the record's file; @throws TypeError for what is no record */
  isDuplicate(record: object, file: number): boolean {
    const parts = readRecord(record);
    const identity = identityOf(parts);
    const owner = this.#files.get(identity) ?? file;
    if (owner !== file) return true;
    this.#files.set(identity, file);
    const key = createHash('sha256')
      .update(`${identity}\n${copyOf(record, parts.answer)}`)
      .digest('base64');
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}

/** Which copy of its paper a record is: by its number where it has one, else by what it answers. */
function copyOf(record: object, answer: string): string {
  if (!('paper_id' in record)) return answer;
  const quality = 'quality' in record ? record.quality : null;
  const isNumbered = typeof quality === 'object' && quality !== null && 'copy' in quality;
  return isNumbered ? `copy ${quality.copy}` : 'copy 0';
}

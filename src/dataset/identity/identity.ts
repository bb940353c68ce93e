import { createHash } from 'node:crypto';
import type { RecordParts } from '../formats/read-record.ts';
import { paperPartOf } from '../instruction.ts';
import { TRUNCATION_MARK } from '../truncate.ts';

/**
 * Whose example a record is: the same for every copy, format and target of one paper, and whatever shard or line it is
 * on. It is `paper_id` where the record has one, else the SHA-256 of title, abstract and paper text.
 */
export function identityOf(record: Pick<RecordParts, 'paperId' | 'question'>): string {
  return record.paperId ?? createHash('sha256').update(paperPartOf(record.question)).digest('hex');
}

/** True where the identity would be that of a cut text: the paper cut elsewhere would count as another one. */
export function isIdentityCut(record: Pick<RecordParts, 'paperId' | 'question'>): boolean {
  return record.paperId === null && record.question.includes(TRUNCATION_MARK);
}

/** A number in [0, 1) that depends on the text alone: the same on every machine, evenly spread over texts. */
export function fractionOf(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6) / 2 ** 48;
}

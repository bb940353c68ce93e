import { createHash } from 'node:crypto';

/** The same for the same question about the same file: hexadecimal, 64 digits. */
export const questionDigest = (question: string, file: Buffer): string =>
  createHash('sha256').update(question).update('\0').update(file).digest('hex');

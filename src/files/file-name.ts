import { createHash } from 'node:crypto';

/** File systems allow 255 bytes a name; suffixes such as `_layout.json.1234567` want room. */
const LONGEST_NAME = 180;
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_.\-+@ ]*$/u;

/**
 * A paper's id as a file name: itself where it is harmless, else its harmless letters and a hash. An id is data from
 * outside: `../../x`, `con`, an empty name or 3,000 letters must not become a path.
 */
export function fileName(paperId: string): string {
  const short = Buffer.byteLength(paperId) <= LONGEST_NAME;
  if (short && PLAIN.test(paperId) && !paperId.endsWith('.') && !paperId.endsWith(' ')) return paperId;
  const harmless = paperId.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, 60);
  return `${harmless}-${createHash('sha256').update(paperId).digest('hex').slice(0, 16)}`;
}

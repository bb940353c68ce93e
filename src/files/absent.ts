import { isCoded } from '../lib/is-coded.ts';

/** `null` for what is not there; any other error stays one. */
export function absent(error: unknown): null {
  if (isCoded(error, 'ENOENT')) return null;
  throw error;
}

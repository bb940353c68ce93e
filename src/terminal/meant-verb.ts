import leven from 'leven';
import { VERBS } from '../config/flags/flag.ts';

/** Letters that may be wrong, missing or too many. */
const TYPING_ERRORS = 2;

/** What to say to somebody who wrote a word where a verb could stand. */
export function meantVerb(word: string): string {
  const distances = VERBS.map((verb) => ({ verb, distance: leven(word, verb, { maxDistance: TYPING_ERRORS + 1 }) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= TYPING_ERRORS
    ? `did you mean poster-stream ${nearest.verb}?`
    : `verbs are ${VERBS.join(', ')}`;
}

/** Rare posters are repeated this often at most: more would teach the few by heart. */
const MAX_REPEATS = 4;

/**
 * How often an example of each class is written so that the classes draw level: the largest once, a class half as large
 * twice. `counts` are the examples of each class, by its key (here: the number of columns).
 */
export function balancedRepeats<K>(counts: ReadonlyMap<K, number>): Map<K, number> {
  const largest = Math.max(0, ...counts.values());
  return new Map(
    [...counts].map(([key, count]) => [key, Math.min(MAX_REPEATS, Math.max(1, Math.round(largest / count)))]),
  );
}

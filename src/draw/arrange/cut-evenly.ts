/**
 * A list cut into parts so that the highest is as low as can be, by dynamic programming; no part is empty.
 *
 * @returns where each part ends
 */
export function cutEvenly(heights: readonly number[], parts: number): number[] {
  const sums = [0];
  for (const height of heights) sums.push((sums.at(-1) ?? 0) + height);
  const between = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  let best = sums.map((sum, end) => ({ highest: end === 0 ? Number.POSITIVE_INFINITY : sum, ends: [end] }));
  for (let part = 2; part <= parts; part++) {
    best = sums.map((_, end) => {
      let found = { highest: Number.POSITIVE_INFINITY, ends: [end] };
      for (let start = part - 1; start < end; start++) {
        const before = best[start];
        if (!before) continue;
        const highest = Math.max(before.highest, between(start, end));
        if (highest < found.highest) found = { highest, ends: [...before.ends, end] };
      }
      return found;
    });
  }
  return best.at(-1)?.ends ?? [heights.length];
}

import munkres from 'munkres';

/**
 * Pairs rows with columns one to one so that the gains add up to the most (Kuhn 1955, Munkres 1957). Pairs that gain
 * nothing are left out.
 */
export function assignMost(
  rows: number,
  columns: number,
  gain: (row: number, column: number) => number,
): [number, number][] {
  if (rows === 0 || columns === 0) return [];
  const costs = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => -gain(row, column)),
  );
  return munkres(costs).filter(([row, column]) => costs[row]![column]! < 0);
}

/** 2·hits / (predicted + wanted), the harmonic mean of precision and recall; 1 where both are empty. */
export function f1(hits: number, predicted: number, wanted: number): number {
  return predicted + wanted === 0 ? 1 : (2 * hits) / (predicted + wanted);
}

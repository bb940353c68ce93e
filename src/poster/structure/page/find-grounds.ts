/** On which flat region does a word stand? */
import type { Rect } from '../../../pdf/geometry.ts';
import type { FlatRegions } from './find-flat-regions.ts';

export type GroundOf = (box: Rect) => number;

/** Pixels of the flat regions' picture looked at beyond the box, where the ground is not yet broken by letters. */
const RIM = 2;

export function groundFinder({ labels, byLabel, width, height, scale }: FlatRegions): GroundOf {
  return (box) => {
    const counts = new Map<number, number>();
    const [x0, y0] = [Math.max(0, Math.floor(box.x0 * scale) - RIM), Math.max(0, Math.floor(box.y0 * scale) - RIM)];
    const [x1, y1] = [Math.min(width, box.x1 * scale + RIM), Math.min(height, box.y1 * scale + RIM)];
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const label = labels[y * width + x]!;
        if (byLabel.has(label)) counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
    let [ground, most] = [0, 0];
    for (const [label, count] of counts) if (count > most) [ground, most] = [label, count];
    return ground;
  };
}

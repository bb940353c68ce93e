/** Does anything show where a text is said to stand? PDFs hold text that is clipped away, covered, or off the page. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { Picture } from '../page/page-model.ts';

/** Grey levels between the lightest and the darkest pixel of a box in which nothing is printed. */
const FLAT = 24;

export function isPrinted({ data, width, height }: Picture, box: Rect): boolean {
  const [x0, x1] = [Math.max(0, Math.floor(box.x0)), Math.min(width, Math.ceil(box.x1))];
  const [y0, y1] = [Math.max(0, Math.floor(box.y0)), Math.min(height, Math.ceil(box.y1))];
  const least = [255, 255, 255];
  const most = [0, 0, 0];
  for (let y = y0; y < y1; y++) {
    for (let at = (y * width + x0) * 3; at < (y * width + x1) * 3; at++) {
      const channel = at % 3;
      least[channel] = Math.min(least[channel]!, data[at]!);
      most[channel] = Math.max(most[channel]!, data[at]!);
    }
  }
  return most.some((value, channel) => value - least[channel]! > FLAT);
}

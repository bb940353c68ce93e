/** Connected components of a mask, and the closing of its gaps, by OpenCV. */

import { MatScope, opencv } from '../../../opencv/opencv.ts';
import type { Rect } from '../../../pdf/geometry.ts';

/** One byte a pixel, 0 or 255. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Component {
  readonly label: number;
  readonly box: Rect;
  /** Pixels. */
  readonly area: number;
}

export interface Labelled {
  readonly width: number;
  readonly height: number;
  /** The label of every pixel; 0 where the mask is. */
  readonly labels: Int32Array;
  /** In the order of their labels; the mask's zeros are left out. */
  readonly components: readonly Component[];
}

/** Neighbours across edges, not corners, make a component. */
export function connectedComponents({ data, width, height }: Mask): Labelled {
  using scope = new MatScope();
  const mask = scope.from(data, height, width, opencv.CV_8UC1);
  const [labels, stats, centroids] = [scope.empty(), scope.empty(), scope.empty()];
  const count = opencv.connectedComponentsWithStats(mask, labels, stats, centroids, 4, opencv.CV_32S);
  const components: Component[] = [];
  for (let label = 1; label < count; label++) {
    const [x, y, w, h, area] = stats.data32S.subarray(label * 5, label * 5 + 5);
    components.push({ label, box: { x0: x!, y0: y!, x1: x! + w!, y1: y! + h! }, area: area! });
  }
  return { width, height, labels: labels.data32S.slice(), components };
}

/** Fills gaps of up to `across` and `down` pixels. */
export function closeGaps(mask: Mask, across: number, down: number): Mask {
  return morph(mask, opencv.MORPH_CLOSE, across, down);
}

/** Removes what is narrower than `across` or lower than `down` pixels. */
export function removeThin(mask: Mask, across: number, down: number): Mask {
  return morph(mask, opencv.MORPH_OPEN, across, down);
}

function morph({ data, width, height }: Mask, operation: number, across: number, down: number): Mask {
  using scope = new MatScope();
  const mask = scope.from(data, height, width, opencv.CV_8UC1);
  const element = scope.add(opencv.getStructuringElement(opencv.MORPH_RECT, new opencv.Size(across, down)));
  opencv.morphologyEx(mask, mask, operation, element);
  return { width, height, data: mask.data.slice() };
}

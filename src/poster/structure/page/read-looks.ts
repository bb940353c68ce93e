/** How a line of text looks in the picture: the colour of its ink and how heavy its strokes are. */
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import type { Picture, Rgb } from './page-model.ts';

export interface Look {
  readonly colour: Rgb;
  /** Mean width of the strokes as rows cross them, as a share of the line's height. */
  readonly weight: number;
}

/** Rows looked at; more tell nothing new. */
const ROWS = 24;
/** Ink is what differs from the ground by more than this share of the greatest difference. */
const INK = 0.55;

export function readLook({ data, width, height }: Picture, box: Rect, ground: Rgb): Look {
  const [x0, x1] = [Math.max(0, Math.floor(box.x0)), Math.min(width, Math.ceil(box.x1))];
  const [y0, y1] = [Math.max(0, Math.floor(box.y0)), Math.min(height, Math.ceil(box.y1))];
  const step = Math.max(1, Math.floor((y1 - y0) / ROWS));
  const differs = (x: number, y: number): number => {
    const at = (y * width + x) * 3;
    return Math.abs(data[at]! - ground[0]) + Math.abs(data[at + 1]! - ground[1]) + Math.abs(data[at + 2]! - ground[2]);
  };
  let most = 1;
  for (let y = y0; y < y1; y += step) for (let x = x0; x < x1; x++) most = Math.max(most, differs(x, y));
  const sum: [number, number, number] = [0, 0, 0];
  let [ink, runs] = [0, 0];
  for (let y = y0; y < y1; y += step) {
    let inside = false;
    for (let x = x0; x < x1; x++) {
      const isInk = differs(x, y) > most * INK;
      if (isInk) {
        ink++;
        if (!inside) runs++;
        for (let channel = 0; channel < 3; channel++) sum[channel]! += data[(y * width + x) * 3 + channel]!;
      }
      inside = isInk;
    }
  }
  if (ink === 0 || widthOf(box) === 0) return { colour: ground, weight: 0 };
  return { colour: [sum[0] / ink, sum[1] / ink, sum[2] / ink], weight: ink / runs / heightOf(box) };
}

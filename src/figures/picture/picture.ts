/** A decoded picture with its keypoints, upright or turned by quarters. */

import type { Keypoints, Sift } from '../sift/sift.ts';
import { resize } from './align.ts';
import type { GreyImage } from './decode-image.ts';
import type { Rectangle } from './rectangle.ts';

export interface Picture extends GreyImage {
  readonly keypoints: Keypoints;
}

/** Clockwise. */
export type QuarterTurns = 0 | 1 | 3;

/** How a figure of the paper is brought into the poster's way of showing it. */
export interface Pose {
  readonly turns: QuarterTurns;
  /** Factor on width / height, before turning. */
  readonly stretch: number;
}

export const UPRIGHT: Pose = { turns: 0, stretch: 1 };

/** Keypoints stand a squeeze of a quarter; beyond that the picture is squeezed first and described anew. */
export function posePicture(
  sift: Sift,
  picture: Picture,
  { turns, stretch }: Pose,
  options: { upsample: boolean },
): Picture {
  if (stretch === 1) return turnPicture(picture, turns);
  const width = Math.max(1, Math.round(picture.width * Math.sqrt(stretch)));
  const height = Math.max(1, Math.round(picture.height / Math.sqrt(stretch)));
  return turnPicture(describePicture(sift, resize(picture, width, height), options), turns);
}

/**
 * A quarter of Lowe's threshold: it costs a tenth more keypoints, and dark or blurred pictures (micrographs) have hardly
 * any others.
 */
const CONTRAST = 0.01;

/** Too small for a single SIFT neighbourhood. */
const LEAST_EDGE = 16;

/** A picture too small for any keypoint has none; that is no error. */
export function describePicture(
  sift: Sift,
  image: GreyImage,
  options: { upsample: boolean; octaves?: number },
): Picture {
  const { data, width, height } = image;
  const keypoints =
    Math.min(width, height) < LEAST_EDGE ? NONE : sift.detect(data, width, height, { ...options, contrast: CONTRAST });
  return { data, width, height, keypoints };
}

const NONE: Keypoints = {
  count: 0,
  x: new Float32Array(),
  y: new Float32Array(),
  size: new Float32Array(),
  angle: new Float32Array(),
  response: new Float32Array(),
  octave: new Int8Array(),
  descriptors: new Uint8Array(),
};

/** Turns pixels and keypoints clockwise; descriptors are relative to their direction and stay as they are. */
function turnPicture(picture: Picture, turns: QuarterTurns): Picture {
  return turns === 0 ? picture : turns === 1 ? turnRight(picture) : turnRight(turnRight(turnRight(picture)));
}

function turnRight({ data, width, height, keypoints }: Picture): Picture {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[x * height + (height - 1 - y)] = data[y * width + x] ?? 0;
  }
  return {
    data: turned,
    width: height,
    height: width,
    keypoints: {
      ...keypoints,
      x: keypoints.y.map((y) => height - 1 - y),
      y: keypoints.x,
      angle: keypoints.angle.map((angle) => (angle + 90) % 360),
    },
  };
}

/** A part of the posed picture → of the picture as it was, both in fractions of width and height. */
export function turnBack(part: Rectangle, { turns }: Pose): Rectangle {
  const { x, y, width, height } = part;
  if (turns === 0) return part;
  if (turns === 1) return { x: y, y: 1 - x - width, width: height, height: width };
  return { x: 1 - y - height, y: x, width: height, height: width };
}

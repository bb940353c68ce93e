/** Keypoints are columns of one length: choosing, moving and joining them. */

import type { Keypoints } from '../sift/sift.ts';
import type { Rectangle } from './rectangle.ts';

/** Bytes of a SIFT descriptor. */
export const DESCRIPTOR_BYTES = 128;

export function gatherDescriptors(descriptors: Uint8Array, chosen: ArrayLike<number>): Uint8Array {
  const gathered = new Uint8Array(chosen.length * DESCRIPTOR_BYTES);
  for (let i = 0; i < chosen.length; i += 1) {
    const from = (chosen[i] ?? 0) * DESCRIPTOR_BYTES;
    gathered.set(descriptors.subarray(from, from + DESCRIPTOR_BYTES), i * DESCRIPTOR_BYTES);
  }
  return gathered;
}

/** The chosen keypoints, in the order given. */
export function selectKeypoints(from: Keypoints, chosen: readonly number[]): Keypoints {
  const column = (values: Float32Array): Float32Array => Float32Array.from(chosen, (i) => values[i] ?? 0);
  return {
    count: chosen.length,
    x: column(from.x),
    y: column(from.y),
    size: column(from.size),
    angle: column(from.angle),
    response: column(from.response),
    octave: Int8Array.from(chosen, (i) => from.octave[i] ?? 0),
    descriptors: gatherDescriptors(from.descriptors, chosen),
  };
}

export const shiftKeypoints = (keypoints: Keypoints, dx: number, dy: number): Keypoints => ({
  ...keypoints,
  x: keypoints.x.map((x) => x + dx),
  y: keypoints.y.map((y) => y + dy),
});

export function concatenateKeypoints(parts: readonly Keypoints[]): Keypoints {
  const floats = (pick: (part: Keypoints) => Float32Array): Float32Array =>
    Float32Array.from(parts.flatMap((part) => Array.from(pick(part))));
  const descriptors = new Uint8Array(parts.reduce((bytes, part) => bytes + part.descriptors.length, 0));
  let at = 0;
  for (const part of parts) {
    descriptors.set(part.descriptors, at);
    at += part.descriptors.length;
  }
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    x: floats((part) => part.x),
    y: floats((part) => part.y),
    size: floats((part) => part.size),
    angle: floats((part) => part.angle),
    response: floats((part) => part.response),
    octave: Int8Array.from(parts.flatMap((part) => Array.from(part.octave))),
    descriptors,
  };
}

/** Numbers of the keypoints inside a rectangle, pixels. */
export function keypointsIn({ x, y }: Keypoints, box: Rectangle): number[] {
  const isInside = (i: number): boolean => {
    const [column, row] = [x[i] ?? 0, y[i] ?? 0];
    return column >= box.x && column <= box.x + box.width && row >= box.y && row <= box.y + box.height;
  };
  return Array.from(x.keys()).filter(isInside);
}

/**
 * A poster's pixels → the greys that OCR reads best: dark ink on white everywhere, whatever the ground it stands on, and
 * nothing where pictures are. Each pixel is compared with the nearest pixel of a ground, so that bars with light text
 * turn, panels lose their tint and gradients their slope.
 */
import { heightOf, widthOf } from '../../../pdf/geometry.ts';
import type { FlatRegion, FlatRegions } from './find-flat-regions.ts';
import type { Picture } from './page-model.ts';

/** Bytes from 0, black, to 255, white; rows from the top. */
export interface Greys {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Shares of the page's longer side: grounds are wider and higher than the letters of a title. */
const BAR_WIDTH = 0.03;
const BAR_HEIGHT = 0.006;
const PANEL_SIDE = 0.05;
/** What is further from any ground, as a share of the longer side, is the inside of a picture. */
const FAR = 0.025;
/** Half the width of a frame, in pixels of the flat regions' picture. */
const SEAM = 3;
/** Pale ink is made darker by this factor. */
const CONTRAST = 1.5;

/** @param small The picture that the flat regions were found in. */
export function evenGreys(picture: Picture, small: Picture, regions: FlatRegions): Greys {
  const { width, height, data } = picture;
  const { nearest, distance } = nearestGround(regions);
  const seam = findSeams(regions, nearest, distance);
  const far = Math.max(regions.width, regions.height) * FAR;
  const greys = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.min(regions.height - 1, Math.floor(y * regions.scale)) * regions.width;
    for (let x = 0; x < width; x++) {
      const at = row + Math.min(regions.width - 1, Math.floor(x * regions.scale));
      if (distance[at]! > far || seam[at] === 1) continue;
      const ground = nearest[at]! * 3;
      const pixel = (y * width + x) * 3;
      const step = Math.max(
        Math.abs(data[pixel]! - small.data[ground]!),
        Math.abs(data[pixel + 1]! - small.data[ground + 1]!),
        Math.abs(data[pixel + 2]! - small.data[ground + 2]!),
      );
      greys[y * width + x] = 255 - Math.min(255, step * CONTRAST);
    }
  }
  return { width, height, data: greys };
}

/** 1 on frames and edges, where two grounds meet: they are neither ink nor paper, and OCR takes them for letters. */
function findSeams({ labels, width, height }: FlatRegions, nearest: Int32Array, distance: Float32Array): Uint8Array {
  const seam = new Uint8Array(width * height);
  const ground = (pixel: number) => labels[nearest[pixel]!]!;
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const pixel = y * width + x;
      if (distance[pixel]! > SEAM) continue;
      const own = ground(pixel);
      if (own !== ground(pixel + 1) || own !== ground(pixel + width)) blot(seam, x, y, width, height);
    }
  }
  return seam;
}

function blot(seam: Uint8Array, x: number, y: number, width: number, height: number): void {
  for (let row = Math.max(0, y - SEAM); row <= Math.min(height - 1, y + SEAM); row++)
    seam.fill(1, row * width + Math.max(0, x - SEAM), row * width + Math.min(width, x + SEAM + 1));
}

function isGround({ box }: FlatRegion, edge: number): boolean {
  const [across, down] = [widthOf(box) / edge, heightOf(box) / edge];
  return (across >= BAR_WIDTH && down >= BAR_HEIGHT && across >= 3 * down) || Math.min(across, down) >= PANEL_SIDE;
}

/** For every pixel the nearest one on a ground, and how far it is, by two sweeps over the neighbours (a chamfer). */
function nearestGround({ labels, byLabel, width, height, scale }: FlatRegions): {
  nearest: Int32Array;
  distance: Float32Array;
} {
  const edge = Math.max(width, height) / scale;
  const grounds = new Set([...byLabel.values()].filter((region) => isGround(region, edge)).map(({ label }) => label));
  const nearest = new Int32Array(width * height);
  const distance = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  for (let pixel = 0; pixel < labels.length; pixel++) {
    if (!grounds.has(labels[pixel]!)) continue;
    nearest[pixel] = pixel;
    distance[pixel] = 0;
  }
  const look = (pixel: number, other: number, step: number) => {
    const reached = distance[other]! + step;
    if (reached >= distance[pixel]!) return;
    distance[pixel] = reached;
    nearest[pixel] = nearest[other]!;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x > 0) look(pixel, pixel - 1, 1);
      if (y === 0) continue;
      look(pixel, pixel - width, 1);
      if (x > 0) look(pixel, pixel - width - 1, Math.SQRT2);
      if (x < width - 1) look(pixel, pixel - width + 1, Math.SQRT2);
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const pixel = y * width + x;
      if (x < width - 1) look(pixel, pixel + 1, 1);
      if (y === height - 1) continue;
      look(pixel, pixel + width, 1);
      if (x < width - 1) look(pixel, pixel + width + 1, Math.SQRT2);
      if (x > 0) look(pixel, pixel + width - 1, Math.SQRT2);
    }
  }
  return { nearest, distance };
}

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import type { Keypoints } from '../../../src/figures/sift/sift.ts';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/sift');
const ROW_BYTES = 20;

/** Names of the pictures in a folder that test/bench/sift-pictures.ts drew. */
export const picturesIn = (folder = FOLDER) =>
  globSync('*.png', { cwd: folder })
    .map((file) => path.parse(file).name)
    .sort();

export interface Grey {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export async function readPicture(name: string, folder = FOLDER): Promise<Grey> {
  const decoded = sharp(path.join(folder, `${name}.png`))
    .toColourspace('b-w')
    .raw();
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  return { grey: new Uint8Array(data), width: info.width, height: info.height };
}

interface Peer {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly descriptor: Uint8Array;
}

/** What OpenCV 4.6 found, as test/bench/sift_opencv.py stored it. */
export function readPeers(name: string, folder = FOLDER): Peer[] {
  const bytes = gunzipSync(readFileSync(path.join(folder, `${name}.sift.gz`)));
  const count = bytes.length / (ROW_BYTES + 128);
  return Array.from({ length: count }, (_, i) => ({
    x: bytes.readFloatLE(i * ROW_BYTES),
    y: bytes.readFloatLE(i * ROW_BYTES + 4),
    size: bytes.readFloatLE(i * ROW_BYTES + 8),
    descriptor: bytes.subarray(count * ROW_BYTES + i * 128, count * ROW_BYTES + (i + 1) * 128),
  }));
}

export function squaredDistance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}

/** How many of the peers are met within 1 px and 15 % of the size, and how many of those have a descriptor within L2 distance 2. */
export function agreement(found: Keypoints, peers: Peer[]): { met: number; close: number; equal: number } {
  const distances = peers.map(({ x, y, size, descriptor }) => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < found.count; i++) {
      if (Math.hypot(found.x[i]! - x, found.y[i]! - y) > 1 || Math.abs(found.size[i]! / size - 1) > 0.15) continue;
      least = Math.min(least, squaredDistance(descriptor, found.descriptors.subarray(128 * i, 128 * (i + 1))));
    }
    return least;
  });
  const within = (squared: number) => distances.filter((distance) => distance <= squared).length;
  return { met: distances.filter(Number.isFinite).length, close: within(4), equal: within(0) };
}

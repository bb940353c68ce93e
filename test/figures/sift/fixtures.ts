import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/sift');
const ROW_BYTES = 20;

/** Names of the pictures that test/bench/sift-pictures.ts draws. */
export const PICTURES = globSync('*.png', { cwd: FOLDER })
  .map((file) => path.parse(file).name)
  .sort();

export interface Grey {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export async function readPicture(name: string): Promise<Grey> {
  const decoded = sharp(path.join(FOLDER, `${name}.png`))
    .toColourspace('b-w')
    .raw();
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  return { grey: new Uint8Array(data), width: info.width, height: info.height };
}

/** What OpenCV 4.6 found, as test/bench/sift_opencv.py stored it. */
export function readPeer(name: string) {
  const bytes = gunzipSync(readFileSync(path.join(FOLDER, `${name}.sift.gz`)));
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

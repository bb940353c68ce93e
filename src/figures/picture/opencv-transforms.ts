/**
 * The part of opencv-wasm that aligning needs, typed here: the package's own types are `any`, in a source file that does
 * not compile. It has no SIFT (no build of OpenCV for JavaScript binds it), which is why `sift/` exists.
 */
import { createRequire } from 'node:module';

/** A matrix in OpenCV's own memory, which no garbage collector frees. */
export interface Mat {
  readonly rows: number;
  readonly cols: number;
  readonly data: Uint8Array;
  readonly data32F: Float32Array;
  readonly data64F: Float64Array;
  roi(rect: { x: number; y: number; width: number; height: number }): Mat;
  delete(): void;
}

interface OpenCv {
  readonly CV_8UC1: number;
  readonly CV_32FC1: number;
  readonly CV_64FC1: number;
  readonly INTER_AREA: number;
  readonly INTER_LINEAR: number;
  readonly BORDER_CONSTANT: number;
  Mat: { new (): Mat; new (rows: number, cols: number, type: number): Mat };
  Size: new (width: number, height: number) => object;
  Scalar: new (...values: number[]) => object;
  resize(from: Mat, to: Mat, size: object, fx: number, fy: number, interpolation: number): void;
  warpAffine(from: Mat, to: Mat, transform: Mat, size: object, flags: number, border: number, value: object): void;
}

const require = createRequire(import.meta.url);
const { cv }: { cv: OpenCv } = require('opencv-wasm');

export const opencv = cv;

/**
 * The part of opencv-wasm that posters and figures need, typed here: the package's own types are `any`, in a source file
 * that does not compile. It has no SIFT (no build of OpenCV for JavaScript binds it), which is why `figures/sift/` exists.
 */
import { createRequire } from 'node:module';

/** A matrix in OpenCV's own memory, which no garbage collector frees. */
export interface Mat {
  readonly rows: number;
  readonly cols: number;
  readonly data: Uint8Array;
  readonly data32S: Int32Array;
  readonly data32F: Float32Array;
  readonly data64F: Float64Array;
  roi(rect: { x: number; y: number; width: number; height: number }): Mat;
  delete(): void;
}

interface MatVector {
  size(): number;
  get(index: number): Mat;
  delete(): void;
}

interface OpenCv {
  readonly CV_8UC1: number;
  readonly CV_8UC3: number;
  readonly CV_32S: number;
  readonly CV_32FC1: number;
  readonly CV_32FC2: number;
  readonly CV_64FC1: number;
  readonly INTER_AREA: number;
  readonly INTER_LINEAR: number;
  readonly BORDER_CONSTANT: number;
  readonly RETR_EXTERNAL: number;
  readonly CHAIN_APPROX_SIMPLE: number;
  readonly MORPH_GRADIENT: number;
  readonly MORPH_CLOSE: number;
  readonly MORPH_OPEN: number;
  readonly MORPH_RECT: number;
  Mat: { new (): Mat; new (rows: number, cols: number, type: number): Mat };
  Size: new (width: number, height: number) => object;
  Scalar: new (...values: number[]) => object;
  MatVector: new () => MatVector;
  matFromArray(rows: number, cols: number, type: number, numbers: readonly number[]): Mat;
  resize(from: Mat, to: Mat, size: object, fx: number, fy: number, interpolation: number): void;
  medianBlur(from: Mat, to: Mat, side: number): void;
  Canny(from: Mat, to: Mat, low: number, high: number): void;
  findContours(from: Mat, to: MatVector, hierarchy: Mat, mode: number, method: number): void;
  contourArea(outline: Mat): number;
  arcLength(outline: Mat, closed: boolean): number;
  approxPolyDP(outline: Mat, to: Mat, tolerance: number, closed: boolean): void;
  isContourConvex(outline: Mat): boolean;
  getPerspectiveTransform(from: Mat, to: Mat): Mat;
  warpPerspective(from: Mat, to: Mat, transform: Mat, size: object): void;
  warpAffine(from: Mat, to: Mat, transform: Mat, size: object, flags: number, border: number, value: object): void;
  getStructuringElement(shape: number, size: object): Mat;
  morphologyEx(from: Mat, to: Mat, operation: number, element: Mat): void;
  connectedComponentsWithStats(
    from: Mat,
    labels: Mat,
    stats: Mat,
    centroids: Mat,
    connectivity: number,
    labelType: number,
  ): number;
}

const require = createRequire(import.meta.url);
const { cv }: { cv: OpenCv } = require('opencv-wasm');

export const opencv = cv;

/** Deletes the matrices that it hands out, on every way out. */
export class MatScope implements Disposable {
  readonly #mats: Mat[] = [];

  add(mat: Mat): Mat {
    this.#mats.push(mat);
    return mat;
  }

  empty(): Mat {
    return this.add(new opencv.Mat());
  }

  from(data: Uint8Array, rows: number, cols: number, type: number): Mat {
    const mat = this.add(new opencv.Mat(rows, cols, type));
    mat.data.set(data);
    return mat;
  }

  [Symbol.dispose](): void {
    for (const mat of this.#mats) mat.delete();
  }
}

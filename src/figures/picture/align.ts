/** Figure + its placement on the poster → both as pictures of one size that should look alike, pixel by pixel. */

import { type Mat, opencv } from '../../opencv/opencv.ts';
import type { Placement } from './consensus.ts';
import type { GreyImage } from './decode-image.ts';

export interface AlignedPair {
  readonly figure: GreyImage;
  readonly poster: GreyImage;
}

/** Longer edge of the common picture, pixels: enough to see lettering, little enough to filter quickly. */
const MAX_EDGE = 640;

/** Brings the poster's region onto the figure's axes at the coarser of both resolutions, off the poster being white. */
export function align(figure: GreyImage, poster: GreyImage, placement: Placement): AlignedPair {
  const onPoster = { width: figure.width * placement.sx, height: figure.height * placement.sy };
  const longest = Math.max(onPoster.width, onPoster.height);
  const shrink = Math.min(1, MAX_EDGE / longest, Math.max(figure.width, figure.height) / longest);
  const width = Math.max(1, Math.round(onPoster.width * shrink));
  const height = Math.max(1, Math.round(onPoster.height * shrink));
  return {
    figure: resize(figure, width, height),
    poster: cutOut(poster, placement, { width, height }, { x: onPoster.width / width, y: onPoster.height / height }),
  };
}

export function resize(image: GreyImage, width: number, height: number): GreyImage {
  using from = matOf(image);
  using to = emptyMat();
  opencv.resize(from.mat, to.mat, new opencv.Size(width, height), 0, 0, interpolation(width / image.width));
  return { data: to.mat.data.slice(), width, height };
}

/** Pixels average when a picture shrinks, and blend when it grows. */
const interpolation = (scale: number): number => (scale < 1 ? opencv.INTER_AREA : opencv.INTER_LINEAR);

function cutOut(
  poster: GreyImage,
  placement: Placement,
  size: { width: number; height: number },
  step: { x: number; y: number },
): GreyImage {
  const box = clip(poster, placement, size, step);
  const region = crop(poster, box);
  const shrunk = {
    width: Math.max(1, Math.round(box.width / step.x)),
    height: Math.max(1, Math.round(box.height / step.y)),
  };
  const small = resize(region, shrunk.width, shrunk.height);
  // Centres of pixels: the common picture's x is at (x + ½) step + tx − box.x of the region.
  const [kx, ky] = [shrunk.width / box.width, shrunk.height / box.height];
  using from = matOf(small);
  using to = emptyMat();
  using transform = matrix([
    [1 / (step.x * kx), 0, 0.5 * (1 / (step.x * kx) - 1) - (placement.tx - box.x) / step.x],
    [0, 1 / (step.y * ky), 0.5 * (1 / (step.y * ky) - 1) - (placement.ty - box.y) / step.y],
  ]);
  const white = new opencv.Scalar(255);
  const { BORDER_CONSTANT, INTER_LINEAR } = opencv;
  opencv.warpAffine(
    from.mat,
    to.mat,
    transform.mat,
    new opencv.Size(size.width, size.height),
    INTER_LINEAR,
    BORDER_CONSTANT,
    white,
  );
  return { data: to.mat.data.slice(), ...size };
}

interface PixelBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

function clip(
  poster: GreyImage,
  { tx, ty }: Placement,
  size: { width: number; height: number },
  step: { x: number; y: number },
): PixelBox {
  const x = Math.min(poster.width - 1, Math.max(0, Math.floor(tx) - 2));
  const y = Math.min(poster.height - 1, Math.max(0, Math.floor(ty) - 2));
  const right = Math.min(poster.width, Math.max(x + 1, Math.ceil(tx + size.width * step.x) + 2));
  const bottom = Math.min(poster.height, Math.max(y + 1, Math.ceil(ty + size.height * step.y) + 2));
  return { x, y, width: right - x, height: bottom - y };
}

export function crop(image: GreyImage, { x, y, width, height }: PixelBox): GreyImage {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (y + row) * image.width + x;
    data.set(image.data.subarray(from, from + width), row * width);
  }
  return { data, width, height };
}

interface OwnedMat extends Disposable {
  readonly mat: Mat;
}

const owned = (mat: Mat): OwnedMat => ({ mat, [Symbol.dispose]: () => mat.delete() });

const emptyMat = (): OwnedMat => owned(new opencv.Mat());

function matOf(image: GreyImage): OwnedMat {
  const mat = new opencv.Mat(image.height, image.width, opencv.CV_8UC1);
  mat.data.set(image.data);
  return owned(mat);
}

function matrix(rows: number[][]): OwnedMat {
  const mat = new opencv.Mat(rows.length, rows[0]?.length ?? 0, opencv.CV_64FC1);
  mat.data64F.set(rows.flat());
  return owned(mat);
}

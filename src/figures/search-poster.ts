/** Poster picture → keypoints ready to be searched, at its own size and, for small figures, at twice that. */
import { crop } from './align.ts';
import { indexByDirection } from './correspondences.ts';
import type { GreyImage } from './decode-image.ts';
import { concatenateKeypoints, selectKeypoints, shiftKeypoints } from './keypoint-columns.ts';
import type { SearchedPoster } from './locate-figure.ts';
import { describePicture } from './picture.ts';
import type { Keypoints, Sift } from './sift/sift.ts';

/** Core of a tile and the border around it, pixels: a doubled tile takes some 130 MB, a doubled poster 840 MB. */
const TILE = 920;
const BORDER = 40;

export function searchPoster(sift: Sift, image: GreyImage): SearchedPoster {
  const { keypoints } = describePicture(sift, image, { upsample: false });
  return { image, keypoints, index: indexByDirection(keypoints) };
}

/** Adds the keypoints of the doubled picture, tile by tile: those of figures too small for the poster's own pixels. */
export function searchClosely(sift: Sift, { image, keypoints }: SearchedPoster): SearchedPoster {
  const fine: Keypoints[] = [keypoints];
  for (let y = 0; y < image.height; y += TILE) {
    for (let x = 0; x < image.width; x += TILE) fine.push(fineKeypoints(sift, image, x, y));
  }
  const all = concatenateKeypoints(fine);
  return { image, keypoints: all, index: indexByDirection(all) };
}

function fineKeypoints(sift: Sift, image: GreyImage, x: number, y: number): Keypoints {
  const [left, top] = [Math.max(0, x - BORDER), Math.max(0, y - BORDER)];
  const width = Math.min(image.width, x + TILE + BORDER) - left;
  const height = Math.min(image.height, y + TILE + BORDER) - top;
  const { keypoints } = describePicture(sift, crop(image, { x: left, y: top, width, height }), { upsample: true });
  const inCore = (i: number): boolean => {
    const [atX, atY] = [left + (keypoints.x[i] ?? 0), top + (keypoints.y[i] ?? 0)];
    return atX >= x && atX < x + TILE && atY >= y && atY < y + TILE;
  };
  const chosen = Array.from(keypoints.octave.keys()).filter((i) => (keypoints.octave[i] ?? 0) < 0 && inCore(i));
  return shiftKeypoints(selectKeypoints(keypoints, chosen), left, top);
}

/** Poster picture → keypoints ready to be searched, at its own size and, in chosen places, at twice that. */

import { crop } from '../picture/align.ts';
import { indexByDirection } from '../picture/correspondences.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import { concatenateKeypoints, keypointsIn, selectKeypoints, shiftKeypoints } from '../picture/keypoint-columns.ts';
import { describePicture } from '../picture/picture.ts';
import { areaOf, clipTo, type Rectangle, unionOf } from '../picture/rectangle.ts';
import type { Keypoints, Sift } from '../sift/sift.ts';
import type { SearchedPoster } from './locate-figure.ts';

/**
 * Pieces that a poster is described in, pixels: a scale space of a whole one takes 200 MB, doubled 840 MB, of a piece
 * at most 80 MB. Tiles begin at multiples of their edge, so that halving falls on the same pixels in all of them.
 */
interface Tiling {
  readonly edge: number;
  /** Pixels around a tile, so that what lies near its edge is described as in the whole poster. */
  readonly border: number;
  readonly upsample: boolean;
  readonly octaves?: number;
}
const OWN_SIZE: Tiling = { edge: 1536, border: 96, upsample: false };
const DOUBLED: Tiling = { edge: 640, border: 32, upsample: true, octaves: 1 };

export function searchPoster(sift: Sift, image: GreyImage): SearchedPoster {
  const keypoints = concatenateKeypoints(
    tilesOf(image, OWN_SIZE).map((tile) => describeTile(sift, image, tile, OWN_SIZE)),
  );
  return { image, keypoints, index: indexByDirection(keypoints) };
}

/** Adds the keypoints that these places have in the doubled picture. */
export function searchClosely(
  sift: Sift,
  { image, keypoints }: SearchedPoster,
  places: readonly Rectangle[],
): SearchedPoster {
  const isOpen = (x: number, y: number): boolean => places.some((place) => contains(place, x, y));
  const fine = tilesOf(image, DOUBLED)
    .flatMap((tile) => boundsWithin(tile, places))
    .map((tile) => {
      const all = describeTile(sift, image, tile, DOUBLED);
      return choose(all, (i) => isOpen(all.x[i] ?? 0, all.y[i] ?? 0));
    });
  const together = concatenateKeypoints([keypoints, ...fine]);
  return { image, keypoints: together, index: indexByDirection(together) };
}

/** What the places cover of a tile, as one rectangle of whole pixels; none where they cover nothing. */
function boundsWithin(tile: Rectangle, places: readonly Rectangle[]): Rectangle[] {
  const covered = places.map((place) => clipTo(place, tile)).filter((part) => areaOf(part) > 0);
  if (covered.length === 0) return [];
  const { x, y, width, height } = covered.reduce(unionOf);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.ceil(x + width), Math.ceil(y + height)];
  return [clipTo({ x: left, y: top, width: right - left, height: bottom - top }, tile)];
}

/** One place of it by itself. */
export function searchPlace({ image, keypoints }: SearchedPoster, place: Rectangle): SearchedPoster {
  const inside = selectKeypoints(keypoints, keypointsIn(keypoints, place));
  return { image, keypoints: inside, index: indexByDirection(inside) };
}

function tilesOf({ width, height }: GreyImage, { edge }: Tiling): Rectangle[] {
  const tiles: Rectangle[] = [];
  for (let y = 0; y < height; y += edge) {
    for (let x = 0; x < width; x += edge) {
      tiles.push({ x, y, width: Math.min(edge, width - x), height: Math.min(edge, height - y) });
    }
  }
  return tiles;
}

/** Keypoints that lie in the tile itself, at their places on the poster. */
function describeTile(sift: Sift, image: GreyImage, tile: Rectangle, { border, ...options }: Tiling): Keypoints {
  const [left, top] = [Math.max(0, tile.x - border), Math.max(0, tile.y - border)];
  const width = Math.min(image.width, tile.x + tile.width + border) - left;
  const height = Math.min(image.height, tile.y + tile.height + border) - top;
  const { keypoints } = describePicture(sift, crop(image, { x: left, y: top, width, height }), options);
  const placed = shiftKeypoints(keypoints, left, top);
  return choose(placed, (i) => contains(tile, placed.x[i] ?? 0, placed.y[i] ?? 0));
}

const choose = (keypoints: Keypoints, isChosen: (i: number) => boolean): Keypoints =>
  selectKeypoints(keypoints, Array.from(keypoints.octave.keys()).filter(isChosen));

const contains = (box: Rectangle, x: number, y: number): boolean =>
  x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;

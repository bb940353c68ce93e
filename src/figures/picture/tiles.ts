/** A picture's keypoints, found piece by piece: the scale space of a whole poster takes 200 MB, doubled 840 MB. */
import type { Keypoints, Sift } from '../sift/sift.ts';
import { crop } from './align.ts';
import type { GreyImage } from './decode-image.ts';
import { concatenateKeypoints, selectKeypoints, shiftKeypoints } from './keypoint-columns.ts';
import { describePicture } from './picture.ts';
import { areaOf, clipTo, type Rectangle, unionOf } from './rectangle.ts';

/** Tiles begin at multiples of their edge, so that halving falls on the same pixels in all of them; at most 45 MB each. */
interface Tiling {
  /** Pixels. */
  readonly edge: number;
  /** Pixels around a tile, so that what lies near its edge is described as in the whole picture. */
  readonly border: number;
  readonly upsample: boolean;
  readonly octaves?: number;
}
const OWN_SIZE: Tiling = { edge: 1024, border: 96, upsample: false };
/** What doubling adds: the other octaves are those of the picture's own size. */
const DOUBLED: Tiling = { edge: 512, border: 32, upsample: true, octaves: 1 };

export const ownKeypoints = (sift: Sift, image: GreyImage): Keypoints =>
  concatenateKeypoints(tilesOf(image, OWN_SIZE).map((tile) => describeTile(sift, image, tile, OWN_SIZE)));

/** Those that these places have in the doubled picture besides. */
export function fineKeypoints(sift: Sift, image: GreyImage, places: readonly Rectangle[]): Keypoints {
  const isOpen = (x: number, y: number): boolean => places.some((place) => contains(place, x, y));
  const parts = tilesOf(image, DOUBLED)
    .flatMap((tile) => boundsWithin(tile, places))
    .map((part) => {
      const all = describeTile(sift, image, part, DOUBLED);
      return choose(all, (i) => isOpen(all.x[i] ?? 0, all.y[i] ?? 0));
    });
  return concatenateKeypoints(parts);
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

/** What the places cover of a tile, as one rectangle of whole pixels; none where they cover nothing. */
function boundsWithin(tile: Rectangle, places: readonly Rectangle[]): Rectangle[] {
  const covered = places.map((place) => clipTo(place, tile)).filter((part) => areaOf(part) > 0);
  if (covered.length === 0) return [];
  const { x, y, width, height } = covered.reduce(unionOf);
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.ceil(x + width), Math.ceil(y + height)];
  return [clipTo({ x: left, y: top, width: right - left, height: bottom - top }, tile)];
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

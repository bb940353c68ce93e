/** Poster picture → keypoints ready to be searched: all of it, chosen places more closely, or one place by itself. */

import { indexByDirection } from '../picture/correspondences.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import { concatenateKeypoints, keypointsIn, selectKeypoints } from '../picture/keypoint-columns.ts';
import type { Rectangle } from '../picture/rectangle.ts';
import { fineKeypoints, ownKeypoints } from '../picture/tiles.ts';
import type { Keypoints, Sift } from '../sift/sift.ts';
import type { SearchedPoster } from './locate-figure.ts';

export const searchPoster = (sift: Sift, image: GreyImage): SearchedPoster => indexed(image, ownKeypoints(sift, image));

/** Adds the keypoints that these places have in the doubled picture. */
export const searchClosely = (
  sift: Sift,
  { image, keypoints }: SearchedPoster,
  places: readonly Rectangle[],
): SearchedPoster => indexed(image, concatenateKeypoints([keypoints, fineKeypoints(sift, image, places)]));

/** One place of it by itself. */
export const searchPlace = ({ image, keypoints }: SearchedPoster, place: Rectangle): SearchedPoster =>
  indexed(image, selectKeypoints(keypoints, keypointsIn(keypoints, place)));

const indexed = (image: GreyImage, keypoints: Keypoints): SearchedPoster => ({
  image,
  keypoints,
  index: indexByDirection(keypoints),
});

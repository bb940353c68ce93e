/**
 * The size at which Dolphin-v2 sees a picture. Its boxes are in pixels of that size, so pictures are sent at exactly it:
 * then the server's own resizing changes nothing. As https://github.com/bytedance/Dolphin (`resize_img`) and the image
 * processor of Qwen2.5-VL (`smart_resize`) do it.
 */

export interface Size {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of the longer side at the most, and of the shorter at the least: a patch. */
const LONG_EDGE = 1600;
const PATCH = 28;
const MIN_PIXELS = 784;
const MAX_PIXELS = 2_560_000;

/** The image processor refuses pictures that are longer than wide by more than this. */
const LARGEST_RATIO = 200;

/** A crop of so few pixels on a side shows nothing. */
const NOTHING_TO_SEE = 3;

/** Both sides are multiples of 28. */
export function seenSize(picture: Size): Size {
  const { width, height } = withinEdges(picture);
  const rounded = patches({ width, height }, Math.round);
  if (pixels(rounded) > MAX_PIXELS) {
    const shrink = Math.sqrt(MAX_PIXELS / (width * height));
    return patches({ width: width * shrink, height: height * shrink }, Math.floor);
  }
  if (pixels(rounded) < MIN_PIXELS) {
    const grow = Math.sqrt(MIN_PIXELS / (width * height));
    return patches({ width: width * grow, height: height * grow }, Math.ceil);
  }
  return rounded;
}

/** Whether there is anything to read, and the model takes the shape. */
export const isReadable = ({ width, height }: Size): boolean =>
  Math.min(width, height) > NOTHING_TO_SEE && Math.max(width, height) <= LARGEST_RATIO * Math.min(width, height);

function withinEdges(size: Size): Size {
  const longer = Math.max(size.width, size.height);
  const shrunk = longer > LONG_EDGE ? scaled(size, LONG_EDGE / longer) : size;
  const shorter = Math.min(shrunk.width, shrunk.height);
  return shorter < PATCH ? scaled(shrunk, PATCH / shorter) : shrunk;
}

const scaled = ({ width, height }: Size, scale: number): Size => ({
  width: Math.max(1, Math.floor(width * scale)),
  height: Math.max(1, Math.floor(height * scale)),
});

const patches = ({ width, height }: Size, round: (count: number) => number): Size => ({
  width: Math.max(1, round(width / PATCH)) * PATCH,
  height: Math.max(1, round(height / PATCH)) * PATCH,
});

const pixels = ({ width, height }: Size): number => width * height;

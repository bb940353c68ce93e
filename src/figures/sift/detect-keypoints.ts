import { bytesAt, checkNeed, DESCRIPTOR_BYTES, type Kernel } from './kernel.ts';

/** What to look for. */
export interface DetectOptions {
  /** Start one octave earlier, from the picture doubled: about four times the keypoints, time and memory. */
  readonly upsample: boolean;
  /** Least interpolated difference of Gaussians times 3, grey values taken as 0 to 1 (0.04). */
  readonly contrast?: number;
  /** Octaves looked at, the finest first (as many as the picture has). */
  readonly octaves?: number;
  /** Keep the keypoints with the largest response; those equal to the last one stay too, so there may be more (all). */
  readonly maxKeypoints?: number;
}

/** Columns of one length; entry i of each, and bytes 128 i … 128 i + 127 of the descriptors, are keypoint i. */
export interface Keypoints {
  readonly count: number;
  /** Centre in pixels of the picture given. From a doubled picture it lies 0.25 px right and below, as in OpenCV 4.6. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Diameter of the neighbourhood, 2 σ, in pixels of the picture given. */
  readonly size: Float32Array;
  /** Degrees from the x axis, clockwise as seen, 0 to 360. Several orientations of one place are several keypoints. */
  readonly angle: Float32Array;
  /** Magnitude of the interpolated difference of Gaussians, grey values taken as 0 to 1. */
  readonly response: Float32Array;
  /** -1 for the doubled picture, 0 for the picture's own size, 1 for half, … */
  readonly octave: Int8Array;
  readonly descriptors: Uint8Array;
}

/** Words of a keypoint record: x, y, size, angle, response, octave and two that are the kernel's own. */
const RECORD_WORDS = 8;
/** Three planes of f32 in every octave (4/3 of the first one's size) and three more that octaves share, and a little. */
const BYTES_PER_PIXEL = 29;
/** 32 blurred rows and 15 of differences, of f32, and a little. */
const BYTES_PER_COLUMN = 200;
/** Rows are padded to whole steps of sixteen pixels. */
const STEP = 16;
const DEFAULT_CONTRAST = 0.04;
/** No picture that fits into memory has more. */
const ALL_OCTAVES = 36;

/** @throws RangeError, or RowError (too-large), when `detectKeypoints` could not take the picture. */
export function checkPicture(grey: Uint8Array, width: number, height: number, { upsample }: DetectOptions): void {
  const what = `a picture of ${width} × ${height} px`;
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`SIFT on ${what}: both sides must be whole numbers above 0.`);
  }
  const remedy = upsample ? 'shrink it or do not upsample' : 'shrink it';
  checkNeed(bytesFor(width, height, upsample ? 2 : 1), what, remedy);
  if (grey.length !== width * height) {
    throw new RangeError(`SIFT on ${what}: ${grey.length} bytes given, but grey pictures have one byte a pixel.`);
  }
}

function bytesFor(width: number, height: number, enlarged: number): number {
  const stride = STEP * Math.ceil((enlarged * width) / STEP);
  return width * height + stride * ((enlarged * height + 1) * BYTES_PER_PIXEL + BYTES_PER_COLUMN);
}

/** Picture → its keypoints with their descriptors, copied out of the kernel. */
export function detectKeypoints(
  kernel: Kernel,
  grey: Uint8Array,
  width: number,
  height: number,
  { upsample, contrast = DEFAULT_CONTRAST, octaves: most = ALL_OCTAVES, maxKeypoints }: DetectOptions,
): Keypoints {
  const address = kernel.open(grey.length);
  bytesAt(kernel, address, grey.length).set(grey);
  const found = kernel.detect(address, width, height, upsample, contrast, most);
  if (maxKeypoints !== undefined && maxKeypoints < found) kernel.dropWeaker(leastResponse(kernel, maxKeypoints));
  const descriptorAddress = kernel.describeAll();
  const count = kernel.keypointCount();
  const words = records(kernel);
  const octaves = new Int32Array(words.buffer, words.byteOffset, words.length);
  const firstOctave = upsample ? -1 : 0;
  return {
    count,
    x: column(words, 0),
    y: column(words, 1),
    size: column(words, 2),
    angle: column(words, 3),
    response: column(words, 4),
    octave: Int8Array.from({ length: count }, (_, i) => octaves[i * RECORD_WORDS + 5]! + firstOctave),
    descriptors: bytesAt(kernel, descriptorAddress, count * DESCRIPTOR_BYTES).slice(),
  };
}

function records(kernel: Kernel): Float32Array {
  return new Float32Array(kernel.memory.buffer, kernel.keypoints() >>> 0, kernel.keypointCount() * RECORD_WORDS);
}

function column(words: Float32Array, word: number): Float32Array {
  return Float32Array.from({ length: words.length / RECORD_WORDS }, (_, i) => words[i * RECORD_WORDS + word]!);
}

/** The response of the last keypoint that a limit lets in. */
function leastResponse(kernel: Kernel, limit: number): number {
  return limit < 1 ? Number.POSITIVE_INFINITY : column(records(kernel), 4).sort().at(-limit)!;
}

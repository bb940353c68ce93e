import { readFileSync } from 'node:fs';

/** What to look for. */
export interface DetectOptions {
  /** Start one octave earlier, from the picture doubled: about four times the keypoints, time and memory. */
  readonly upsample: boolean;
  /** Least interpolated difference of Gaussians times 3, grey values taken as 0 to 1 (0.04). */
  readonly contrast?: number;
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

/** For query i: indices into the train descriptors (-1: there are too few) and squared L2 distances to them. */
export interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstDistance: Int32Array;
  readonly secondDistance: Int32Array;
}

export interface Sift extends Disposable {
  /**
   * Finds and describes the keypoints of a grey picture, `width` × `height` bytes by rows (Lowe, IJCV 2004; the results of
   * OpenCV 4.6's SIFT). A picture too small or too plain for any gives none.
   * @throws RangeError when the sizes do not fit the bytes or the scale space would need more than 1 GB.
   */
  detect(grey: Uint8Array, width: number, height: number, options: DetectOptions): Keypoints;
  /**
   * Finds the two nearest of `train` for each of `query` exactly, by L2; both hold 128 bytes a descriptor. Of two equally
   * near the one with the lower index comes first.
   * @throws RangeError when a length is no multiple of 128.
   */
  nearestTwo(query: Uint8Array, train: Uint8Array): Neighbours;
}

interface Kernel {
  readonly memory: WebAssembly.Memory;
  open(bytes: number): number;
  detect(grey: number, width: number, height: number, upsampled: boolean, contrast: number): number;
  dropWeaker(response: number): void;
  keypoints(): number;
  keypointCount(): number;
  describeAll(): number;
  nearestTwo(query: number, queryCount: number, train: number, trainCount: number): number;
}

const DESCRIPTOR_BYTES = 128;
/** Words of a keypoint record: x, y, size, angle, response, octave and two that are the kernel's own. */
const RECORD_WORDS = 8;
const NEIGHBOUR_WORDS = 4;
/** Three planes of f32 in every octave (4/3 of the first one's size) and three more that octaves share. */
const BYTES_PER_PIXEL = 29;
const MAX_BYTES = 2 ** 30;
/** WebAssembly memory never shrinks: an instance that grew beyond this, more than a doubled figure of 1000 × 1000 px, is given up. */
const RECYCLE_BYTES = 160 * 2 ** 20;
const DEFAULT_CONTRAST = 0.04;

let compiled: WebAssembly.Module | undefined;

function instantiate(): Kernel {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
  return new WebAssembly.Instance<Kernel>(compiled).exports;
}

/** Opens a SIFT kernel; synchronous, deterministic, one picture at a time. Disposing of it frees its memory. */
export function openSift(): Sift {
  let kernel: Kernel | undefined = instantiate();

  /** Runs one call on the instance and gives up what has grown too large. */
  function run<T>(call: (kernel: Kernel) => T): T {
    kernel ??= instantiate();
    const result = call(kernel);
    if (kernel.memory.buffer.byteLength > RECYCLE_BYTES) kernel = undefined;
    return result;
  }

  return {
    detect(grey, width, height, options) {
      checkPicture(grey, width, height, options.upsample);
      return run((kernel) => detect(kernel, grey, width, height, options));
    },
    nearestTwo(query, train) {
      checkDescriptors(query, 'query');
      checkDescriptors(train, 'train');
      return run((kernel) => nearestTwo(kernel, query, train));
    },
    [Symbol.dispose]() {
      kernel = undefined;
    },
  };
}

function checkPicture(grey: Uint8Array, width: number, height: number, upsample: boolean): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new RangeError(`A picture of ${width} × ${height} px: both sides must be whole numbers above 0.`);
  }
  if (grey.length !== width * height) {
    throw new RangeError(`${grey.length} bytes for ${width} × ${height} px: grey pictures have one byte a pixel.`);
  }
  const bytes = width * height * BYTES_PER_PIXEL * (upsample ? 4 : 1);
  if (bytes > MAX_BYTES) {
    const remedy = upsample ? 'shrink it or do not upsample' : 'shrink it';
    throw new RangeError(
      `${width} × ${height} px would need ${Math.ceil(bytes / 2 ** 20)} MB of ${MAX_BYTES / 2 ** 20} MB: ${remedy}.`,
    );
  }
}

function checkDescriptors(descriptors: Uint8Array, name: string): void {
  if (descriptors.length % DESCRIPTOR_BYTES === 0) return;
  throw new RangeError(`${name}: ${descriptors.length} bytes are no whole number of 128-byte descriptors.`);
}

/** The instance's bytes as they are now: a view made before memory grew is dead, and addresses over 2 GB come negative. */
function bytesAt(kernel: Kernel, address: number, length: number): Uint8Array {
  return new Uint8Array(kernel.memory.buffer, address >>> 0, length);
}

function detect(kernel: Kernel, grey: Uint8Array, width: number, height: number, options: DetectOptions): Keypoints {
  const address = kernel.open(grey.length);
  bytesAt(kernel, address, grey.length).set(grey);
  const found = kernel.detect(address, width, height, options.upsample, options.contrast ?? DEFAULT_CONTRAST);
  const limit = options.maxKeypoints ?? found;
  if (limit < found) kernel.dropWeaker(leastResponse(records(kernel), limit));
  const descriptors = bytesAt(kernel, kernel.describeAll(), kernel.keypointCount() * DESCRIPTOR_BYTES).slice();
  const words = records(kernel);
  const octaves = new Int32Array(words.buffer, words.byteOffset, words.length);
  const first = options.upsample ? -1 : 0;
  return {
    count: kernel.keypointCount(),
    x: column(words, 0),
    y: column(words, 1),
    size: column(words, 2),
    angle: column(words, 3),
    response: column(words, 4),
    octave: Int8Array.from({ length: kernel.keypointCount() }, (_, i) => octaves[i * RECORD_WORDS + 5]! + first),
    descriptors,
  };
}

function records(kernel: Kernel): Float32Array {
  return new Float32Array(kernel.memory.buffer, kernel.keypoints() >>> 0, kernel.keypointCount() * RECORD_WORDS);
}

function column(words: Float32Array, word: number): Float32Array {
  return Float32Array.from({ length: words.length / RECORD_WORDS }, (_, i) => words[i * RECORD_WORDS + word]!);
}

function leastResponse(words: Float32Array, limit: number): number {
  return limit < 1 ? Number.POSITIVE_INFINITY : column(words, 4).sort().at(-limit)!;
}

function nearestTwo(kernel: Kernel, query: Uint8Array, train: Uint8Array): Neighbours {
  const address = kernel.open(query.length + train.length);
  const bytes = bytesAt(kernel, address, query.length + train.length);
  bytes.set(query);
  bytes.set(train, query.length);
  const queries = query.length / DESCRIPTOR_BYTES;
  const found = kernel.nearestTwo(address, queries, address + query.length, train.length / DESCRIPTOR_BYTES) >>> 0;
  const words = new Int32Array(kernel.memory.buffer, found, queries * NEIGHBOUR_WORDS);
  const pick = (word: number) => Int32Array.from({ length: queries }, (_, i) => words[i * NEIGHBOUR_WORDS + word]!);
  return { first: pick(0), second: pick(1), firstDistance: pick(2), secondDistance: pick(3) };
}

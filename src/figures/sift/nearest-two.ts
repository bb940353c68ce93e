import { bytesAt, checkNeed, DESCRIPTOR_BYTES, type Kernel } from './kernel.ts';

/** For query i: indices into the train descriptors (-1: there are too few) and squared L2 distances to them. */
export interface Neighbours {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** 2³¹ - 1 where there is no neighbour. */
  readonly firstDistance: Int32Array;
  readonly secondDistance: Int32Array;
}

const NEIGHBOUR_WORDS = 4;
/** A descriptor as bytes and widened to i16, its length and its result. */
const BYTES_PER_DESCRIPTOR = 3 * DESCRIPTOR_BYTES + 4 + 16;

/** @throws RangeError, or RowError (too-large), when `nearestTwo` could not take the descriptors. */
export function checkDescriptors(query: Uint8Array, train: Uint8Array): void {
  for (const { length } of [query, train]) {
    if (length % DESCRIPTOR_BYTES === 0) continue;
    throw new RangeError(`${length} bytes are no whole number of ${DESCRIPTOR_BYTES}-byte descriptors.`);
  }
  const count = (query.length + train.length) / DESCRIPTOR_BYTES;
  checkNeed(count * BYTES_PER_DESCRIPTOR, `${count} descriptors`, 'set maxKeypoints');
}

/** Descriptors → for each query its two nearest, copied out of the kernel. */
export function nearestTwo(kernel: Kernel, query: Uint8Array, train: Uint8Array): Neighbours {
  const address = kernel.open(query.length + train.length);
  const bytes = bytesAt(kernel, address, query.length + train.length);
  bytes.set(query);
  bytes.set(train, query.length);
  const queries = query.length / DESCRIPTOR_BYTES;
  const found = kernel.nearestTwo(address, queries, address + query.length, train.length / DESCRIPTOR_BYTES);
  const words = new Int32Array(kernel.memory.buffer, found >>> 0, queries * NEIGHBOUR_WORDS);
  const column = (word: number) => Int32Array.from({ length: queries }, (_, i) => words[i * NEIGHBOUR_WORDS + word]!);
  return { first: column(0), second: column(1), firstDistance: column(2), secondDistance: column(3) };
}

import { readFileSync } from 'node:fs';
import { RowError } from '../../model/item.ts';

/** What the WebAssembly module exports (assembly/index.ts); pictures and descriptors travel through its memory. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  open(bytes: number): number;
  detect(grey: number, width: number, height: number, upsampled: boolean, contrast: number, octaves: number): number;
  dropWeaker(response: number): void;
  keypoints(): number;
  keypointCount(): number;
  describeAll(): number;
  bandPassed(grey: number, width: number, height: number, fineRadii: number, coarseRadii: number): number;
  nearestTwo(query: number, queryCount: number, train: number, trainCount: number): number;
}

export const DESCRIPTOR_BYTES = 128;
const MAX_BYTES = 2 ** 30;

let compiled: WebAssembly.Module | undefined;

/** A new instance with memory of its own; the module is compiled once a thread. */
export function instantiate(): Kernel {
  compiled ??= new WebAssembly.Module(readBytes());
  return new WebAssembly.Instance<Kernel>(compiled).exports;
}

function readBytes(): Uint8Array<ArrayBuffer> {
  try {
    return readFileSync(new URL('./kernel.wasm', import.meta.url));
  } catch (cause) {
    throw new Error('The SIFT kernel is not built: run `npm run build:kernel` once.', { cause });
  }
}

/** The instance's bytes as they are now: a view made before memory grew is dead, and addresses over 2 GB come negative. */
export function bytesAt(kernel: Kernel, address: number, length: number): Uint8Array {
  return new Uint8Array(kernel.memory.buffer, address >>> 0, length);
}

/** @throws RowError (too-large) when a call would need more than the kernel may take. */
export function checkNeed(bytes: number, what: string, remedy: string): void {
  if (bytes <= MAX_BYTES) return;
  const [need, most] = [Math.ceil(bytes / 2 ** 20), MAX_BYTES / 2 ** 20];
  throw new RowError('too-large', `SIFT on ${what} would need ${need} MB and may take ${most} MB: ${remedy}.`);
}

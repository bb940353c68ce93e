import { RowError } from '../../model/item.ts';
import { checkPicture, type DetectOptions, detectKeypoints, type Keypoints } from './detect-keypoints.ts';
import { instantiate, type Kernel } from './kernel.ts';
import { checkDescriptors, type Neighbours, nearestTwo } from './nearest-two.ts';

export type { DetectOptions, Keypoints, Neighbours };

/**
 * SIFT features (Lowe, Distinctive Image Features from Scale-Invariant Keypoints, IJCV 2004): synchronous, and the same
 * bytes for the same input on every processor with fused multiply-add; one without rounds a few last bits differently.
 */
export interface Sift extends Disposable {
  /**
   * Finds and describes the keypoints of a grey picture, `width` × `height` bytes by rows; what OpenCV 4.6 finds, in an
   * order of its own. A picture too small or too plain for any gives none.
   * @throws RangeError when the sizes do not fit the bytes; RowError (too-large) beyond 1 GB: about 37 million pixels, a
   * quarter of that upsampled; RowError (out-of-memory) when the machine has less.
   */
  detect(grey: Uint8Array, width: number, height: number, options: DetectOptions): Keypoints;
  /**
   * Finds the two nearest of `train` for each of `query` exactly, by L2; both hold 128 bytes a descriptor. Of two equally
   * near the one with the lower index comes first.
   * @throws RangeError when a length is no multiple of 128; RowError as above, beyond about 2.6 million descriptors.
   */
  nearestTwo(query: Uint8Array, train: Uint8Array): Neighbours;
}

/** WebAssembly memory never shrinks: an instance that grew beyond this, a doubled figure of 1000 × 1000 px, is given up. */
const RECYCLE_BYTES = 160 * 2 ** 20;

/** At rest between two users, since what is given up is only freed when the engine collects garbage: late, at 100 MB each. */
let idle: Kernel | undefined;

/** Opens a SIFT kernel for one call at a time; it holds at most 160 MB, and leaves them to the thread's next one. */
export function openSift(): Sift {
  let kernel: Kernel | undefined;
  let open = true;

  function run<T>(call: (kernel: Kernel) => T): T {
    if (!open) throw new Error('This SIFT kernel was disposed of: open another.');
    kernel ??= takeIdle() ?? instantiate();
    try {
      return call(kernel);
    } catch (cause) {
      kernel = undefined;
      if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
      throw new RowError('out-of-memory', 'The SIFT kernel got no more memory: use fewer threads.', { cause });
    } finally {
      if (kernel && kernel.memory.buffer.byteLength > RECYCLE_BYTES) kernel = undefined;
    }
  }

  return {
    detect(grey, width, height, options) {
      checkPicture(grey, width, height, options);
      return run((instance) => detectKeypoints(instance, grey, width, height, options));
    },
    nearestTwo(query, train) {
      checkDescriptors(query, train);
      return run((instance) => nearestTwo(instance, query, train));
    },
    [Symbol.dispose]() {
      idle = kernel ?? idle;
      kernel = undefined;
      open = false;
    },
  };
}

function takeIdle(): Kernel | undefined {
  const taken = idle;
  idle = undefined;
  return taken;
}

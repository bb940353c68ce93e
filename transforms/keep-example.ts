import { type Stage, stage } from '../src/flow/stage.ts';
import { FatalError, type Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Finished → Finished`: each example is kept in the output directory, if there is one. */
export function keepExample({ store }: Pick<Pass, 'store'>): Stage<Item<Finished>, Item<Finished>> {
  return stage({ name: 'keep-example', concurrency: 4 }, async (finished: Finished) => {
    const { example, made } = finished;
    if (made && store) await store.keep(example, made).catch((error) => endRun(store.root, error));
    return finished;
  });
}

/** A disk that refuses one row will refuse the next, which may have to be paid for first. @throws FatalError */
function endRun(root: string, error: unknown): never {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  throw new FatalError(
    `${root} (--output-dir) cannot be written: ${error.message}. What was finished is kept: make room, and run the same command again`,
    { cause: error },
  );
}

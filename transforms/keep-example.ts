import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { ExampleStore } from '../src/store/example-store.ts';

/** `Finished → Finished`: into the output directory, if there is one. */
export function keepExample(store: ExampleStore | null): Step<Item<Finished>, Item<Finished>> {
  return stage({ name: 'keep-example', concurrency: 4 }, async (finished: Finished) => {
    const { example, made } = finished;
    if (made && store) await store.keep(example, made);
    return finished;
  });
}

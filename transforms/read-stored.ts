import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { ExampleSource } from '../src/store/example-source.ts';

/** `key → Finished`: an example that an earlier run kept. */
export function readStored(source: ExampleSource, { images }: { images: boolean }): Step<Item<string>, Item<Finished>> {
  return stage({ name: 'read-stored' }, async (key: string) => {
    const example = await source.read(key);
    return { example, made: null, ...(images && { images: await source.images(example) }) };
  });
}

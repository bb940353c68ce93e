import type { Step } from '../src/flow/flow.ts';
import { stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { ExampleSource } from '../src/store/example-source.ts';

/** `key → Finished`: an example that an earlier run kept. */
export function readStored(source: ExampleSource, { images }: { images: boolean }): Step<Item<string>, Item<Finished>> {
  return stage({ name: 'read-stored' }, async (key: string) => {
    const example = await source.read(key);
    return { example, made: null, ...(images && { images: await source.images(example) }) };
  });
}

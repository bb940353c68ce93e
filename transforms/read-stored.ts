import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { StoredPass } from '../src/session/pass.ts';

/** `key → Finished`: reads an example that an earlier run kept. */
export function readStored({
  source,
  config: { images },
}: Pick<StoredPass, 'source' | 'config'>): Stage<Item<string>, Item<Finished>> {
  return stage({ name: 'read-stored' }, async (key: string) => {
    const example = await source.read(key);
    return { example, made: null, ...(images && { images: await source.images(example) }) };
  });
}

import { onEach } from '../src/flow/on-each.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Finished → Finished`: notes in the output directory what became of each pair. */
export const noteStatus = ({ journal }: Pick<Pass, 'journal'>): Stage<Item<Finished>, Item<Finished>> =>
  onEach((item) => journal?.add(item));

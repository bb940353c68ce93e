import { Transform, type TransformCallback } from 'node:stream';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished } from '../src/pair.ts';
import type { RunJournal } from '../src/store/run-journal.ts';

/** `Finished → Finished`: what became of each pair, noted in the output directory. */
export function noteStatus(journal: RunJournal | null): Step<Item<Finished>, Item<Finished>> {
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Finished>, _encoding, callback: TransformCallback) {
      journal?.add(item);
      callback(null, item);
    },
  });
}

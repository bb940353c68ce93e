import type { Step } from '../src/flow/flow.ts';
import { onEach } from '../src/flow/on-each.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { RunJournal } from '../src/store/run-journal.ts';

/** `Finished → Finished`: what became of each pair, noted in the output directory. */
export const noteStatus = (journal: RunJournal | null): Step<Item<Finished>, Item<Finished>> =>
  onEach((item) => journal?.add(item));

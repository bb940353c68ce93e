import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import { onEach } from '../src/on-each.ts';
import type { Finished } from '../src/pair.ts';
import type { RunJournal } from '../src/store/run-journal.ts';

/** `Finished → Finished`: what became of each pair, noted in the output directory. */
export const noteStatus = (journal: RunJournal | null): Step<Item<Finished>, Item<Finished>> =>
  onEach((item) => journal?.add(item));

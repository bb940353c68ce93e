import { type Config, paperOptions } from '../src/config.ts';
import type { Step } from '../src/flow.ts';
import type { Intake } from '../src/intake.ts';
import { type Item, RowError } from '../src/item.ts';
import { type Finished, type Pair, type Parsed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Scratch } from '../src/store/scratch.ts';
import type { Threads } from '../src/threads/pool.ts';

/** Milliseconds; a 400-page thesis takes less than one of these minutes. */
const TIMEOUT = 5 * 60_000;

/**
 * `Pair → Parsed`: the paper's text and figures, in worker threads. Free, so it comes first: a bad paper
 * costs nothing. Once the budget is used up, papers are not read for nothing.
 */
export function parsePaper(
  threads: Threads,
  scratch: Scratch,
  { config, intake }: { config: Config; intake: Intake },
): Step<Item<Pair | Finished>, Item<Parsed | Finished>> {
  const reading = paperOptions(config);
  const work = unlessFinished<Pair, Parsed>(async (pair, signal) => {
    if (intake.spent) throw new RowError('over-budget', 'Nothing is left of --max-cost');
    const { paper_id: docId, local_pdf_path: sourcePath } = pair.row;
    const figuresDir = reading.figures ? await scratch.make(docId, 'paper', 'figures') : null;
    const options = { ...reading, docId, sourcePath, figuresDir };
    const paper = await threads.run('parsePaper', [pair.paperPath, options], signal);
    return { ...pair, paper };
  });
  return stage({ name: 'parse-paper', concurrency: threads.count, timeoutMs: TIMEOUT }, work);
}

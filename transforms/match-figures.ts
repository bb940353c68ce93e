import type { Config } from '../src/config.ts';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import { type Finished, type Found, type Transcribed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Threads } from '../src/threads/pool.ts';

/** Milliseconds; ten figures against a poster take less than one of these minutes. */
const TIMEOUT = 5 * 60_000;

/** `Transcribed → Found`: the paper's figures found on the poster, in worker threads. */
export function matchFigures(
  threads: Threads,
  { config }: { config: Config },
): Step<Item<Transcribed | Finished>, Item<Found | Finished>> {
  const { matchMethod: method, featureThreshold } = config;
  const work = unlessFinished<Transcribed, Found>(async (pair, signal) => {
    const { paper, poster, posterPath } = pair;
    if (method === 'off' || paper.figures.length === 0) return { ...pair, found: [] };
    const layoutFigures = poster.layout.figures;
    const request = { posterPath, layoutFigures, paperFigures: paper.figures, method, featureThreshold };
    const found = await threads.run('matchFigures', [request], signal);
    return { ...pair, found };
  });
  return stage({ name: 'match-figures', concurrency: threads.count, timeoutMs: TIMEOUT }, work);
}

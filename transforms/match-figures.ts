import type { Config } from '../src/config.ts';
import { reconcile } from '../src/figures/reconcile.ts';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import { type Finished, type Matched, type Transcribed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Threads } from '../src/threads/pool.ts';

/** Milliseconds; ten figures against a poster take less than one of these minutes. */
const TIMEOUT = 5 * 60_000;

/** `Transcribed → Matched`: the paper's figures found on the poster, in worker threads; the transcription names them. */
export function matchFigures(
  threads: Threads,
  { config }: { config: Config },
): Step<Item<Transcribed | Finished>, Item<Matched | Finished>> {
  const { matchMethod: method, featureThreshold } = config;
  const work = unlessFinished<Transcribed, Matched>(async (pair, signal) => {
    const { paper, poster } = pair;
    const drawn = paper.figures.filter(({ file_path }) => file_path !== null);
    if (method === 'off' || drawn.length === 0) return { ...pair, matches: [] };
    const { posterPath } = pair;
    const request = { posterPath, layoutFigures: poster.layout.figures, paperFigures: drawn, method, featureThreshold };
    const matches = await threads.run('matchFigures', [request], signal);
    return { ...pair, poster: { ...poster, ...reconcile(poster.layout, poster.markdown, matches) }, matches };
  });
  return stage({ name: 'match-figures', concurrency: threads.count, timeoutMs: TIMEOUT }, work);
}

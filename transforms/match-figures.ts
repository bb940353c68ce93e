import { z } from 'zod';
import type { Config } from '../src/config/config.ts';
import { MATCH_TIMEOUT_MS } from '../src/figures/match/match-request.ts';
import type { Step } from '../src/flow/flow.ts';
import { stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import { type Finished, type Found, type Transcribed, unlessFinished } from '../src/model/pair.ts';
import { FigureMatch } from '../src/model/schemas.ts';
import type { Spool } from '../src/store/spool.ts';
import type { Threads } from '../src/threads/pool.ts';

/** `Transcribed → Found`: the paper's figures found on the poster, in worker threads. */
export function matchFigures(
  threads: Threads,
  { config, spool }: { config: Config; spool: Spool },
): Step<Item<Transcribed | Finished>, Item<Found | Finished>> {
  const { matchMethod: method, featureThreshold, posterPage = null } = config;
  const find = spool.keeping('figure_match', z.array(FigureMatch), async (pair: Transcribed, signal) => {
    const { paper, poster, posterPath } = pair;
    if (method === 'off' || paper.figures.length === 0) return [];
    const layoutFigures = poster.layout.figures;
    const request = { posterPath, posterPage, layoutFigures, paperFigures: paper.figures, method, featureThreshold };
    return await threads.run('matchFigures', [request], signal);
  });
  const work = unlessFinished<Transcribed, Found>(async (pair, signal) => ({
    ...pair,
    found: await find(pair, signal),
  }));
  return stage({ name: 'match-figures', concurrency: threads.count, timeoutMs: MATCH_TIMEOUT_MS }, work);
}

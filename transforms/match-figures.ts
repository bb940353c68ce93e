import { z } from 'zod';
import { MATCH_TIMEOUT_MS } from '../src/figures/match/match-request.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import { type Finished, type Found, type Transcribed, unlessFinished } from '../src/model/pair.ts';
import { FigureMatch } from '../src/model/schemas.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Transcribed → Found`: looks for the paper's figures on the poster, in worker threads. */
export function matchFigures({
  threads,
  config,
  checkpoints,
}: Pick<Pass, 'threads' | 'config' | 'checkpoints'>): Stage<Item<Transcribed | Finished>, Item<Found | Finished>> {
  const { matchMethod: method, featureThreshold, posterPage = null } = config;
  const checkpoint = { name: 'figure_match', schema: z.array(FigureMatch) } as const;
  const find = checkpoints.keeping(checkpoint, async (pair: Transcribed, signal) => {
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

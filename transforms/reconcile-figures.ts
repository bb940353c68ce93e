import type { CutOut } from '../src/figures/match/cut-out-figures.ts';
import { tellOwnFigures } from '../src/figures/match/own-figures.ts';
import { reconcile } from '../src/figures/match/reconcile.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import { type Finished, type Found, type Matched, unlessFinished } from '../src/model/pair.ts';
import type { FigureMatch, Transcription } from '../src/model/schemas.ts';
import { renewFigures } from '../src/poster/layout/layout-figures.ts';
import type { Pass } from '../src/session/pass.ts';

/** Milliseconds. */
const TIMEOUT = 5 * 60_000;

/**
 * `Found → Matched`: the layout gets the figures that were found, the markdown names them and describes the rest in
 * words. Where examples are kept, the poster's figures are cut out.
 */
export function reconcileFigures({
  threads,
  scratch,
  config,
}: Pick<Pass, 'threads' | 'scratch' | 'config'>): Stage<Item<Found | Finished>, Item<Matched | Finished>> {
  const work = unlessFinished<Found, Matched>(async ({ found: matches, ...pair }, signal) => {
    const { poster } = pair;
    const sought = config.matchMethod !== 'off' && pair.paper.figures.length > 0;
    const agreed = sought ? agreeing(poster, matches) : poster;
    const matched = { ...pair, poster: { ...agreed, markdown: tellOwnFigures(agreed.markdown) }, matches };
    if (config.outputDir) {
      const dir = await scratch.make(pair.row.paper_id, 'poster', 'figures');
      await threads.run('cutOutFigures', [pair.posterPath, cutOutsOf(matched), dir, config.posterPage ?? null], signal);
    }
    return matched;
  });
  return stage({ name: 'reconcile-figures', concurrency: threads.count, timeoutMs: TIMEOUT }, work);
}

function agreeing(poster: Transcription, matches: readonly FigureMatch[]): Transcription {
  const { layout, markdown } = reconcile(poster.layout, poster.markdown, matches);
  return { ...poster, layout, markdown, figures: renewFigures(layout, poster.figures) };
}

/** The paper's figures go by the names that the markdown uses, the poster's own are numbered. */
function cutOutsOf({ poster, matches }: Matched): CutOut[] {
  const reused = new Set(matches.map(({ poster_figure }) => poster_figure.id));
  const own = poster.layout.figures.filter(({ id }) => !reused.has(id));
  return [
    ...matches.map(({ poster_figure, paper_figure }) => ({
      name: paper_figure.figure_id,
      bbox_pct: poster_figure.bbox_pct,
    })),
    ...own.map(({ bbox_pct }, i) => ({ name: `own_${i + 1}`, bbox_pct })),
  ];
}

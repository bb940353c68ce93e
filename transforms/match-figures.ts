import type { Config } from '../src/config.ts';
import type { CutOut } from '../src/figures/cut-out-figures.ts';
import { reconcile } from '../src/figures/reconcile.ts';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import { type Finished, type Matched, type Transcribed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Scratch } from '../src/store/scratch.ts';
import type { Threads } from '../src/threads/pool.ts';

/** Milliseconds; ten figures against a poster take less than one of these minutes. */
const TIMEOUT = 5 * 60_000;

/**
 * `Transcribed → Matched`: the paper's figures found on the poster, in worker threads; the transcription names them. The
 * poster's figures are cut out where examples are kept.
 */
export function matchFigures(
  threads: Threads,
  scratch: Scratch,
  { config }: { config: Config },
): Step<Item<Transcribed | Finished>, Item<Matched | Finished>> {
  const { matchMethod: method, featureThreshold } = config;
  const find = async (pair: Transcribed, signal: AbortSignal): Promise<Matched> => {
    const { paper, poster, posterPath } = pair;
    if (method === 'off' || paper.figures.length === 0) return { ...pair, matches: [] };
    const layoutFigures = poster.layout.figures;
    const request = { posterPath, layoutFigures, paperFigures: paper.figures, method, featureThreshold };
    const matches = await threads.run('matchFigures', [request], signal);
    return { ...pair, poster: { ...poster, ...reconcile(poster.layout, poster.markdown, matches) }, matches };
  };
  const work = unlessFinished<Transcribed, Matched>(async (pair, signal) => {
    const matched = await find(pair, signal);
    if (config.outputDir) {
      const dir = await scratch.make(pair.row.paper_id, 'poster', 'figures');
      await threads.run('cutOutFigures', [pair.posterPath, cutOutsOf(matched), dir], signal);
    }
    return matched;
  });
  return stage({ name: 'match-figures', concurrency: threads.count, timeoutMs: TIMEOUT }, work);
}

/** Those of the paper under the names by which the markdown calls them, the poster's own under theirs. */
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

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { judgeMatch } from '../src/figures/match/verdict.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Found, unlessFinished } from '../src/model/pair.ts';
import { FigureMatch } from '../src/model/schemas.ts';
import { boxWithin, cutBox } from '../src/poster/picture/cut-box.ts';
import { openPoster } from '../src/poster/picture/open-poster.ts';
import { type PreparedImage, prepareImage } from '../src/poster/picture/prepare-image.ts';
import type { Pass } from '../src/session/pass.ts';
import { rendererIn } from '../src/threads/renderer-in.ts';

/** The pictures that pieces are cut from; pixels of the longer side. */
const LIMITS = {
  longEdge: 4000,
  visualTokens: Number.POSITIVE_INFINITY,
  maxBase64Bytes: Number.POSITIVE_INFINITY,
};
/** Pixels of the longer side of what is shown. */
const SHOWN_EDGE = 896;

/**
 * `Found → Found`: a vision model is shown each match's two pictures; what it calls different is dropped. A bounded
 * network stage; without a verifier everything passes. After an interrupt nothing more is asked.
 */
export function verifyMatches({
  verifier,
  threads,
  config,
  intake,
  checkpoints,
}: Pick<Pass, 'verifier' | 'threads' | 'config' | 'intake' | 'checkpoints'>): Stage<
  Item<Found | Finished>,
  Item<Found | Finished>
> {
  if (verifier === null) return stage({ name: 'verify-matches' }, (pair: Found | Finished) => pair);
  const { concurrency, timeoutMs } = verifier;
  const checkpoint = { name: 'figure_verify', schema: z.array(FigureMatch) } as const;
  const look = checkpoints.keeping(checkpoint, async (pair: Found, signal) => {
    if (pair.found.length === 0) return [];
    if (intake.interrupted) throw new SkipRow();
    const limits = { ...LIMITS, page: config.posterPage ?? null };
    const { picture } = await openPoster(pair.posterPath, limits, rendererIn(threads), signal);
    const poster = await picture();
    const figures = new Map(pair.paper.figures.map((figure) => [figure.figure_id, figure]));
    const verify = async (match: FigureMatch): Promise<FigureMatch | null> => {
      const figure = figures.get(match.paper_figure.figure_id);
      if (!figure?.file_path) return match;
      // A panel of a composite is compared with that panel.
      const seen = boxWithin(figure.bbox_pct, match.paper_figure.bbox_pct);
      const shown = await cutBox(await openFigure(figure.file_path), seen, SHOWN_EDGE);
      const cut = await cutBox(poster, match.poster_figure.bbox_pct, SHOWN_EDGE);
      return judgeMatch(match, await verifier.verify(cut, shown, signal));
    };
    const verified = await Promise.all(pair.found.map(verify));
    return verified.filter((match) => match !== null);
  });
  const work = unlessFinished<Found, Found>(async (pair, signal) => ({ ...pair, found: await look(pair, signal) }));
  return stage({ name: 'verify-matches', concurrency, timeoutMs }, work);
}

const openFigure = async (path: string): Promise<PreparedImage> => prepareImage(await readFile(path), LIMITS);

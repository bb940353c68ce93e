import { renameMatches } from '../src/figures/match/poster-figure.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Found, unlessFinished } from '../src/model/pair.ts';
import { Transcription } from '../src/model/schemas.ts';
import type { OriginalPass } from '../src/session/pass.ts';

/**
 * `Found → Found`: a vision model describes the poster's layout, and the matches take its names for the figures. After
 * an interrupt no new poster is begun.
 */
export function describePoster({
  original,
  intake,
  checkpoints,
}: Pick<OriginalPass, 'original' | 'intake' | 'checkpoints'>): Stage<Item<Found | Finished>, Item<Found | Finished>> {
  const { concurrency, timeoutMs } = original.layouts;
  const checkpoint = { name: 'poster_desc', schema: Transcription } as const;
  const describe = checkpoints.keeping(checkpoint, async ({ poster, posterPath }: Found, signal) => {
    if (intake.interrupted) throw new SkipRow();
    // The data set may have moved since the words were read.
    return original.describe({ ...poster, layout: { ...poster.layout, poster_path: posterPath } }, signal);
  });
  const work = unlessFinished<Found, Found>(async (pair, signal) => {
    const poster = await describe(pair, signal);
    return { ...pair, poster, found: renameMatches(pair.found, poster.layout.figures) };
  });
  return stage({ name: 'describe-poster', concurrency, timeoutMs }, work);
}

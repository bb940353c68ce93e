import type { OriginalEngine } from '../src/engines/original/original.ts';
import { renameMatches } from '../src/figures/match/poster-figure.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import { stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Found, unlessFinished } from '../src/model/pair.ts';
import { Transcription } from '../src/model/schemas.ts';
import type { Spool } from '../src/store/spool.ts';

/**
 * `Found → Found`: the poster's layout, by a vision model; matches are called by its names of the figures. After an
 * interrupt no new poster is begun.
 */
export function describePoster(
  engine: OriginalEngine,
  { intake, spool }: { intake: Intake; spool: Spool },
): Step<Item<Found | Finished>, Item<Found | Finished>> {
  const { concurrency, timeoutMs } = engine.layouts;
  const describe = spool.keeping('poster_desc', Transcription, async ({ poster, posterPath }: Found, signal) => {
    if (intake.interrupted) throw new SkipRow();
    // The data set may have moved since the words were read.
    return engine.describe({ ...poster, layout: { ...poster.layout, poster_path: posterPath } }, signal);
  });
  const work = unlessFinished<Found, Found>(async (pair, signal) => {
    const poster = await describe(pair, signal);
    return { ...pair, poster, found: renameMatches(pair.found, poster.layout.figures) };
  });
  return stage({ name: 'describe-poster', concurrency, timeoutMs }, work);
}

import type { OriginalEngine } from '../src/engines/original.ts';
import type { Step } from '../src/flow.ts';
import type { Intake } from '../src/intake.ts';
import { type Item, SkipRow } from '../src/item.ts';
import { Transcription } from '../src/model.ts';
import { type Finished, type Pair, type PosterRead, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Spool } from '../src/store/spool.ts';

/** `Pair → PosterRead`: the poster's words and figures, by Dolphin. After an interrupt no new poster is begun. */
export function readPoster(
  engine: OriginalEngine,
  { intake, spool }: { intake: Intake; spool: Spool },
): Step<Item<Pair | Finished>, Item<PosterRead | Finished>> {
  const { concurrency, timeoutMs } = engine.posters;
  const read = spool.keeping('dolphin_poster', Transcription, async ({ row, posterPath }: Pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    return engine.readWords({ paperId: row.paper_id, path: posterPath }, signal);
  });
  const work = unlessFinished<Pair, PosterRead>(async (pair, signal) => ({
    ...pair,
    poster: await read(pair, signal),
  }));
  return stage({ name: 'read-poster', concurrency, timeoutMs }, work);
}

import type { OriginalEngine } from '../src/engines/original/original.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import { stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Pair, type PosterRead, unlessFinished } from '../src/model/pair.ts';
import { Transcription } from '../src/model/schemas.ts';
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

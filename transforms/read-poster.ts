import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Pair, type PosterRead, unlessFinished } from '../src/model/pair.ts';
import { Transcription } from '../src/model/schemas.ts';
import type { OriginalPass } from '../src/session/pass.ts';

/** `Pair → PosterRead`: the poster's words and figures, by Dolphin. After an interrupt no new poster is begun. */
export function readPoster({
  original,
  intake,
  checkpoints,
}: Pick<OriginalPass, 'original' | 'intake' | 'checkpoints'>): Stage<
  Item<Pair | Finished>,
  Item<PosterRead | Finished>
> {
  const { concurrency, timeoutMs } = original.posters;
  const checkpoint = { name: 'dolphin_poster', schema: Transcription } as const;
  const read = checkpoints.keeping(checkpoint, async ({ row, posterPath }: Pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    return original.readWords({ paperId: row.paper_id, path: posterPath }, signal);
  });
  const work = unlessFinished<Pair, PosterRead>(async (pair, signal) => ({
    ...pair,
    poster: await read(pair, signal),
  }));
  return stage({ name: 'read-poster', concurrency, timeoutMs }, work);
}

import { type Stage, stage } from '../src/flow/stage.ts';
import { codeOf, type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Parsed, type Transcribed, unlessFinished } from '../src/model/pair.ts';
import type { Pass } from '../src/session/pass.ts';

/**
 * `Parsed → Transcribed`: the engine reads the poster. The bounded network stage, and the only one that may cost
 * money. After an interrupt nothing more is asked.
 */
export function transcribePoster({
  engine,
  intake,
  readers,
  stopsWhenSpent,
}: Pick<Pass, 'engine' | 'intake' | 'readers' | 'stopsWhenSpent'>): Stage<
  Item<Parsed | Finished>,
  Item<Transcribed | Finished>
> {
  const work = unlessFinished<Parsed, Transcribed>(async (pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    const source = { paperId: pair.row.paper_id, path: pair.posterPath };
    const poster = await engine.transcribe(source, signal, intake.interruption).catch((thrown) => {
      if (codeOf(thrown) === 'over-budget' && stopsWhenSpent) intake.exhaust();
      throw thrown;
    });
    return { ...pair, poster };
  });
  return stage({ name: 'transcribe-poster', concurrency: readers, timeoutMs: engine.timeoutMs }, work);
}

import type { Engine } from '../src/engines/engine.ts';
import type { Step } from '../src/flow/flow.ts';
import { stage } from '../src/flow/stage.ts';
import { codeOf, type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Parsed, type Transcribed, unlessFinished } from '../src/model/pair.ts';
import type { Run } from '../src/session/session.ts';

/**
 * `Parsed → Transcribed`: the engine reads the poster. The bounded network stage, and the only one that may cost
 * money. After an interrupt nothing more is asked.
 */
export function transcribePoster(
  engine: Engine,
  { intake, readers, session }: Pick<Run, 'intake' | 'readers' | 'session'>,
): Step<Item<Parsed | Finished>, Item<Transcribed | Finished>> {
  const work = unlessFinished<Parsed, Transcribed>(async (pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    const source = { paperId: pair.row.paper_id, path: pair.posterPath };
    const poster = await engine.transcribe(source, signal, intake.interruption).catch((thrown) => {
      // Of batches all answers are there: one that was not bought says nothing of the next.
      if (codeOf(thrown) === 'over-budget' && session.batch === null) intake.exhaust();
      throw thrown;
    });
    return { ...pair, poster };
  });
  return stage({ name: 'transcribe-poster', concurrency: readers, timeoutMs: engine.timeoutMs }, work);
}

import type { Engine } from '../src/engines/engine.ts';
import type { Step } from '../src/flow.ts';
import type { Intake } from '../src/intake.ts';
import { type Item, SkipRow } from '../src/item.ts';
import { type Finished, type Parsed, type Transcribed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Summary } from '../src/summary.ts';

/**
 * `Parsed → Transcribed`: the engine reads the poster. The bounded network stage, and the only one that may cost
 * money: what it used is summed at once, so that the summary is right however the row ends. After an interrupt no
 * new poster is begun.
 */
export function transcribePoster(
  engine: Engine,
  { intake, summary }: { intake: Intake; summary: Summary },
): Step<Item<Parsed | Finished>, Item<Transcribed | Finished>> {
  const work = unlessFinished<Parsed, Transcribed>(async (pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    const poster = await engine.transcribe({ paperId: pair.row.paper_id, path: pair.posterPath }, signal);
    summary.addUsage(poster.usage, poster.cost_usd);
    return { ...pair, poster };
  });
  return stage({ name: 'transcribe-poster', concurrency: engine.concurrency, timeoutMs: engine.timeoutMs }, work);
}

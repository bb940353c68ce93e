import { configOf, type Options } from '../config/config.ts';
import { findCredentials } from '../config/credentials.ts';
import type { Engine } from '../engines/engine.ts';
import { openEngine } from '../engines/open/open-engine.ts';
import { DisposalStack } from '../lib/disposal-stack.ts';
import { openThreads } from '../threads/pool.ts';

/**
 * An engine by itself, to transcribe posters without a pipeline. Closing it also closes the threads that draw PDFs for it.
 *
 *     await using engine = await openEngine({ engine: 'local' });
 *     const { markdown, layout } = await engine.transcribe({ paperId: 'one', path: 'poster.png' }, signal);
 *
 * @throws UsageError for options that do not fit or a missing key; FatalError when the engine cannot serve
 */
export async function openOwnEngine(options: Options = {}): Promise<Engine> {
  const config = configOf(options);
  await using opened = new DisposalStack();
  const threads = opened.use(openThreads(config.threads));
  const engine = opened.use(await openEngine(config, findCredentials(config), threads));
  const { name, model, concurrency, timeoutMs } = engine;
  const owned = opened.move();
  return {
    ...{ name, model, concurrency, timeoutMs },
    transcribe: (poster, signal, interruption) => engine.transcribe(poster, signal, interruption),
    estimate: (poster) => engine.estimate(poster),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

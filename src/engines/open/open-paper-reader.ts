import type { Config } from '../../config/config.ts';
import { dolphinServers } from '../../config/model-servers.ts';
import { paperOptions } from '../../config/parts.ts';
import type { Threads } from '../../threads/pool.ts';
import type { PaperReader } from '../document-reader.ts';
import type { OnPaid } from '../engine.ts';
import { openConfiguredDolphin } from './open-dolphin.ts';

/** Milliseconds; a 400-page thesis takes less than one of these minutes. */
const TIMEOUT_MS = 5 * 60_000;

/** Who reads papers, as the configuration says: Dolphin where it is served, else this machine. @throws FatalError */
export async function openPaperReader(
  config: Config,
  threads: Threads,
  onPaid: OnPaid = () => {},
): Promise<PaperReader> {
  const servers = dolphinServers(config);
  if (servers.baseUrls.length > 0 && !config.dryRun) return openConfiguredDolphin(config, servers, threads, onPaid);
  const options = paperOptions(config);
  return {
    concurrency: threads.count,
    timeoutMs: TIMEOUT_MS,
    readPaper: ({ path, workDir: _, ...names }, signal) =>
      threads.run('parsePaper', [path, { ...options, ...names }], signal),
    // The threads are closed by their owner.
    [Symbol.asyncDispose]: async () => {},
  };
}

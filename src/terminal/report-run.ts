import type { Config } from '../config/config.ts';
import { wantsColour } from '../config/parts.ts';
import { indentedJson, writeResult } from '../files/write-whole.ts';
import { countRows } from '../rows/count-rows.ts';
import type { PosterPipeline } from '../runs/poster-pipeline.ts';
import { endSummary, showProgress } from './progress.ts';
import type { Request } from './stdio.ts';

/**
 * Says on stderr how a run goes on, and at its end, however it ended, what it came to.
 * @param path the file of its rows, where there is one
 * @returns the exit status
 */
export async function reportRun(
  pipe: PosterPipeline,
  { config, stderr }: Request,
  { path, pump }: { path: string | null; pump: () => Promise<void> },
): Promise<number> {
  const { summary } = pipe;
  const visible = config.progress === 'always' || (config.progress === 'auto' && stderr.isTTY && !config.quiet);
  if (visible && path) summary.expected = wantedOf(await countRows(path), config);
  let ended = false;
  try {
    using _progress = visible ? await showProgress(summary, stderr) : null;
    // Calls in flight are heard out, whatever ended the run: what they cost belongs to the sums.
    await using _heardOut = pipe;
    await pump();
    ended = true;
  } finally {
    if (!config.quiet && (ended || !summary.isEmpty))
      stderr.write(endSummary(summary, wantsColour(config) && stderr.isTTY));
    if (config.jsonSummary) await writeResult(config.jsonSummary, indentedJson(summary));
  }
  return statusOf(pipe);
}

/** Of so many rows of the input; `null` where nobody can know without reading them. */
const wantedOf = (rows: number, { start, limit = Number.POSITIVE_INFINITY, shard }: Config): number | null =>
  shard ? null : Math.min(Math.max(0, rows - start), limit);

export const statusOf = ({ summary }: PosterPipeline): number => (summary.failed > 0 || summary.endedEarly ? 1 : 0);

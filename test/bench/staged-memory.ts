/**
 * Peak memory of staged phases at 1,000 and at 10,000 rows: all phases and the combining pass over a spool on disk, the
 * models at once, 20 KB of text a document.
 *
 *     node test/bench/staged-memory.ts            both sizes, each in a process of its own
 */

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { configOf } from '../../src/config/config.ts';
import type { PaperReader } from '../../src/engines/document-reader.ts';
import { OriginalEngine } from '../../src/engines/original/original.ts';
import type { ParsedDocument } from '../../src/model/schemas.ts';
import { NOTHING } from '../../src/model/summary.ts';
import { repairLayout } from '../../src/poster/layout/repair-layout.ts';
import { Coordinator } from '../../src/runs/coordinator.ts';
import { Passes } from '../../src/runs/passes.ts';
import { write } from '../../src/runs/runner.ts';
import { openStaged } from '../../src/runs/staged.ts';
import { openLastingScratch } from '../../src/store/lasting-scratch.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { comparePeaks } from './compare-peaks.ts';
import { bareSession, endRun, rowsOf } from './instant/session.ts';

const SMALL = 1000;
const LARGE = 10_000;
const WORDS = 'Twenty thousand characters of a document. '.repeat(480);

const read = async (docType: ParsedDocument['doc_type'], docId: string): Promise<ParsedDocument> => ({
  ...{ doc_id: docId, doc_type: docType, source_path: docId, markdown_content: `# ${docId}\n\n${WORDS}` },
  ...{ figures: [], tables: [], equations: [], metadata: { page_size: [3000, 2000] } },
});

const instantly = { concurrency: 8, timeoutMs: 60_000, [Symbol.asyncDispose]: async () => {} };
const papers: PaperReader = { ...instantly, readPaper: ({ docId }) => read('paper', docId) };
const engine = new OriginalEngine({
  posters: { ...papers, ...instantly, readPaper: papers.readPaper, readPoster: ({ docId }) => read('poster', docId) },
  layouts: {
    ...instantly,
    model: 'instant',
    describe: async ({ paperId, path }) => {
      const sections = [{ id: 's', title: 'Results', column: 1, bbox_pct: [5, 20, 90, 70] }];
      const { layout, repairs } = repairLayout({ sections }, { paperId, posterPath: path, width: 3000, height: 2000 });
      const account = { layout_model: 'instant', layout_cached: false, layout_salvaged: false, repairs };
      return { layout, usage: NOTHING, account };
    },
  },
});

async function measure(rows: number): Promise<void> {
  const outputDir = await mkdtemp(join(tmpdir(), 'poster-stream-staged-'));
  try {
    const config = configOf({
      dataDir: '/',
      figures: false,
      matchMethod: 'off',
      pipeline: 'original',
      parallel: 'staged',
      outputDir,
    });
    const threads = openThreads(1, new URL('./instant/worker.ts', import.meta.url));
    const parts = { threads, papers, engine, scratch: openLastingScratch(outputDir) };
    const coordinator = new Coordinator(null, endRun);
    using passes = new Passes(coordinator, { ...bareSession(parts), original: engine }, config);
    await using runner = await openStaged(passes);
    await write(runner, Readable.from(rowsOf(rows)), createWriteStream('/dev/null'));
    await threads[Symbol.asyncDispose]();
    const { maxRSS } = process.resourceUsage();
    const { done, bytes } = coordinator.summary;
    console.log(JSON.stringify({ rows: done, peak_rss_mb: Math.round(maxRSS / 1024), bytes }));
  } finally {
    await rm(outputDir, { recursive: true, force: true });
  }
}

const [asked] = process.argv.slice(2);
if (asked) await measure(Number(asked));
else comparePeaks(import.meta.url, { small: SMALL, large: LARGE });

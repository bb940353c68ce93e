/** A session whose work costs nothing, so that what is measured is the chain itself. */
import { fileURLToPath } from 'node:url';
import type { Config } from '../../../src/config/config.ts';
import type { Engine } from '../../../src/engines/engine.ts';
import { openPaperReader } from '../../../src/engines/open/open-paper-reader.ts';
import { openScratch } from '../../../src/files/scratch.ts';
import { Intake } from '../../../src/flow/intake.ts';
import type { Failure } from '../../../src/model/item.ts';
import type { PosterLayout, Transcription } from '../../../src/model/schemas.ts';
import { NOTHING } from '../../../src/model/summary.ts';
import { openPass, type Pass } from '../../../src/session/pass.ts';
import type { Session, SessionParts } from '../../../src/session/session.ts';
import type { Threads } from '../../../src/threads/pool.ts';

const colours = { primary: '#000000', secondary: '#000000', accent: '#000000', text: '#000000', background: '#ffffff' };
const layout: PosterLayout = {
  paper_id: '',
  poster_path: '',
  poster: { orientation: 'landscape', aspect_ratio: '4:3', background: '#ffffff' },
  header: { height_pct: 10, background: '#ffffff', title_alignment: 'center', logo_positions: [] },
  footer: { present: false, height_pct: 0, content: null },
  body: { columns: 1, column_widths: ['100%'], gutter_pct: 0 },
  sections: [],
  figures: [],
  color_scheme: colours,
  reading_order: [],
};

const instantEngine: Engine = {
  name: 'instant',
  model: null,
  concurrency: 20,
  timeoutMs: 1000,
  estimate: async () => ({ free: true, usage: NOTHING, costUsd: 0 }),
  transcribe: async ({ paperId }): Promise<Transcription> => ({
    paper_id: paperId,
    markdown: '# A poster',
    layout,
    figures: [],
    usage: NOTHING,
    cost_usd: 0,
    metadata: {},
  }),
  [Symbol.asyncDispose]: async () => {},
};

/** A session of these parts and nothing else; whoever opened them closes them. */
export const bareSession = (parts: Pick<SessionParts, 'threads' | 'papers' | 'engine' | 'scratch'>): Session => ({
  ...parts,
  fetcher: null,
  exclusions: null,
  original: null,
  serving: null,
  verifier: null,
  store: null,
  batch: null,
  [Symbol.asyncDispose]: async () => {},
});

/** Nothing fails here. */
export const endRun = ({ row, message }: Failure): never => {
  throw new Error(`row ${row}: ${message}`);
};

/** @param window rows under way at once */
export async function openInstantPass(config: Config, threads: Threads, window = 80): Promise<Pass & AsyncDisposable> {
  const scratch = await openScratch();
  const papers = await openPaperReader(config, threads);
  const pass = openPass(bareSession({ threads, papers, engine: instantEngine, scratch }), config, {
    intake: new Intake(window),
    onFailure: endRun,
  });
  return {
    ...pass,
    async [Symbol.asyncDispose]() {
      await scratch[Symbol.asyncDispose]();
      await threads[Symbol.asyncDispose]();
    },
  };
}

/** Rows that all name this file: it is there, and nobody opens it. */
export function* rowsOf(count: number): Generator<Buffer> {
  const path = fileURLToPath(import.meta.url);
  yield Buffer.from('paper_id,title,abstract,local_image_path,local_pdf_path\n');
  for (let row = 1; row <= count; row += 1) yield Buffer.from(`paper-${row},Title ${row},Abstract,${path},${path}\n`);
}

/** One of the samples, as it grows on its way through the chain. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configOf, type Options } from '../../src/config/config.ts';
import { findCredentials } from '../../src/config/credentials.ts';
import type { Found, Matched, Pair } from '../../src/model/pair.ts';
import { type FigureMatch, ParsedDocument, type TrainingExample, type Transcription } from '../../src/model/schemas.ts';
import { NOTHING } from '../../src/model/summary.ts';
import { repairLayout } from '../../src/poster/layout/repair-layout.ts';
import { openPass, type Pass } from '../../src/session/pass.ts';
import { openSession } from '../../src/session/session.ts';
import { rowOf } from './collect.ts';

export const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const ID = 'bounded-streams';
const FILES = { paper: `pairs/${ID}/paper.pdf`, poster: `pairs/${ID}/poster.png` };
const POSTER_SIZE = { width: 3000, height: 2000 };

/** Its truth: what stands in which panel, and which figures are the paper's. */
const truth: {
  poster: {
    panels: { order: number; bbox_pct: number[]; text: string[] }[];
    figures: { panel: number | null; bbox_pct: number[]; paper: string | null }[];
  };
} = JSON.parse(readFileSync(`${SAMPLES}pairs/${ID}/truth.json`, 'utf8'));

export const samplePair = (scratchDir = ''): Pair => ({
  row: rowOf(ID, FILES.paper, FILES.poster),
  paperPath: SAMPLES + FILES.paper,
  posterPath: SAMPLES + FILES.poster,
  scratchDir,
});

/** A perfect reading of its poster. */
export function sampleTranscription(): Transcription {
  const { panels, figures } = truth.poster;
  const draft = {
    sections: panels.map(({ order, bbox_pct, text }) => ({ id: `s${order}`, title: text[0], bbox_pct })),
    figures: figures.map(({ panel, bbox_pct, paper }) => ({ section_id: `s${panel}`, bbox_pct, paper_figure: paper })),
  };
  const { layout } = repairLayout(draft, { paperId: ID, posterPath: FILES.poster, ...POSTER_SIZE });
  const markdown = panels.map(({ text: [title, ...lines] }) => `## ${title}\n\n${lines.join(' ')}`).join('\n\n');
  return {
    ...{ paper_id: ID, markdown: `# A poster\n\n${markdown}`, layout, figures: [] },
    ...{ usage: NOTHING, cost_usd: 0, metadata: { confidence: 1 } },
  };
}

/** Which figure of the paper each figure of that reading is, by its id; a reading itself does not say so. */
export function sampleShown(): Map<string, string | null> {
  const near = ([x, y]: readonly number[], [left, top]: readonly number[]) =>
    Math.abs((x ?? 0) - (left ?? 0)) + Math.abs((y ?? 0) - (top ?? 0)) < 1;
  return new Map(
    sampleTranscription().layout.figures.map(({ id, bbox_pct }) => [
      id,
      truth.poster.figures.find((each) => near(each.bbox_pct, bbox_pct))?.paper ?? null,
    ]),
  );
}

/** Of its paper nothing but the front: what a row may leave to it. */
export const samplePaper = (metadata: Record<string, unknown> = {}): ParsedDocument =>
  ParsedDocument.parse({
    ...{ doc_id: ID, doc_type: 'paper', source_path: FILES.paper, markdown_content: '# The paper\n\nIts text.' },
    ...{ figures: [], tables: [], equations: [], metadata },
  });

export const sampleFound = (given: Partial<Found> = {}): Found => ({
  ...samplePair(),
  ...{ paper: samplePaper(), poster: sampleTranscription(), found: [] },
  ...given,
});

export const sampleMatched = (given: Partial<Matched> = {}): Matched => {
  const { found: matches, ...pair } = sampleFound();
  return { ...pair, matches, ...given };
};

/** The paper's first figure, found where the poster shows it. */
export function sampleMatch(): FigureMatch {
  const shown = sampleShown();
  const figure = sampleTranscription().layout.figures.find(({ id }) => shown.get(id) === 'Figure 1');
  if (!figure) throw new Error('The sample shows no Figure 1');
  return {
    poster_figure: { id: figure.id, bbox_pct: figure.bbox_pct },
    paper_figure: { figure_id: 'fig_1', label: 'Figure 1', page_number: 2, bbox_pct: [17.2, 6.4, 65.5, 10.1] },
    ...{ match_confidence: 'high', feature_score: 1, combined_score: 1, phash_score: 1, ssim_score: 1, inliers: 99 },
    ...{ method: 'located', vlm_verdict: null, vlm_reasoning: null },
  };
}

export const finishedOf = (example: TrainingExample) => ({ example, made: null });

/** A pass over the samples with real threads; options are those of the library. */
export async function openSamplePass(
  options: Options = {},
  given: Partial<Pass> = {},
): Promise<Pass & AsyncDisposable> {
  const config = configOf({ engine: 'local', dataDir: SAMPLES, threads: 1, cache: false, ...options });
  const session = await openSession(config, findCredentials(config));
  return { ...openPass(session, config, given), [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
}

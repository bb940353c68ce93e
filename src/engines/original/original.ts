/** Two models read a poster: Dolphin its words and figures, a vision model its layout. */

import { addFigures } from '../../figures/match/poster-figure.ts';
import type { ParsedDocument, Transcription } from '../../model/schemas.ts';
import { addUsage, NOTHING } from '../../model/summary.ts';
import { layoutFigures } from '../../poster/layout/layout-figures.ts';
import { asList, asNumber } from '../../poster/layout/loose-fields.ts';
import { repairLayout } from '../../poster/layout/repair-layout.ts';
import type { DocumentReader } from '../document-reader.ts';
import type { Engine, Estimate, PosterSource } from '../engine.ts';
import type { LayoutReader } from './layout-reader.ts';

export interface OriginalModels {
  /** Dolphin, for posters. */
  readonly posters: DocumentReader;
  readonly layouts: LayoutReader;
}

export class OriginalEngine implements Engine {
  readonly name = 'original';
  readonly model: string;
  readonly posters: Pick<DocumentReader, 'concurrency' | 'timeoutMs'>;
  readonly layouts: Pick<LayoutReader, 'concurrency' | 'timeoutMs'>;
  readonly #models: OriginalModels;

  /** @param models are closed with the engine. */
  constructor(models: OriginalModels) {
    this.#models = models;
    this.posters = models.posters;
    this.layouts = models.layouts;
    this.model = models.layouts.model;
  }

  get concurrency(): number {
    return Math.max(this.posters.concurrency, this.layouts.concurrency);
  }

  get timeoutMs(): number {
    return this.posters.timeoutMs + this.layouts.timeoutMs;
  }

  async transcribe(poster: PosterSource, signal: AbortSignal): Promise<Transcription> {
    return this.describe(await this.readWords(poster, signal), signal);
  }

  /** The poster's words and figures; a layout without sections. */
  async readWords({ paperId, path }: PosterSource, signal: AbortSignal): Promise<Transcription> {
    const document = await this.#models.posters.readPoster(
      { docId: paperId, path, sourcePath: path, figuresDir: null, workDir: '' },
      signal,
    );
    const size = pictureSize(document);
    const figures = document.figures
      .filter(({ kind }) => kind !== 'table')
      .map(({ bbox_pct, caption }) => ({ bbox_pct, description: caption, type: 'figure' }));
    const { layout } = repairLayout({ sections: [], figures }, { paperId, posterPath: path, ...size });
    return {
      paper_id: paperId,
      markdown: document.markdown_content,
      layout,
      figures: layoutFigures(layout, size),
      usage: NOTHING,
      cost_usd: 0,
      metadata: { engine: this.name, model: this.model, ...document.metadata },
    };
  }

  /** What `readWords` gave, with its layout. */
  async describe(words: Transcription, signal: AbortSignal): Promise<Transcription> {
    const { paper_id: paperId, layout: seen } = words;
    const poster = { paperId, path: seen.poster_path };
    const { layout: described, usage, account } = await this.#models.layouts.describe(poster, titlesIn(words), signal);
    const layout = addFigures(described, seen.figures);
    const size = asSize(words.metadata.page_size);
    return {
      ...words,
      layout,
      figures: layoutFigures(layout, size),
      usage: addUsage(words.usage, usage),
      metadata: { ...words.metadata, ...account },
    };
  }

  /** The servers are the user's own. */
  async estimate(): Promise<Estimate> {
    return { free: true, usage: NOTHING, costUsd: 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#models.posters[Symbol.asyncDispose]();
    await this.#models.layouts[Symbol.asyncDispose]();
  }
}

const pictureSize = ({ metadata }: ParsedDocument) => asSize(metadata.page_size);

function asSize(pair: unknown): { width: number; height: number } {
  const [width = null, height = null] = asList(pair).map(asNumber);
  return { width: width ?? 1, height: height ?? 1 };
}

const SECTION = /^## (.+)$/gm;

const titlesIn = ({ markdown }: Transcription): string[] =>
  [...markdown.matchAll(SECTION)].map(([, title = '']) => title.trim());

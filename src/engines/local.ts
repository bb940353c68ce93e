/** Reads posters on this machine, without key, network or cost: Tesseract reads the words, `poster/structure` the rest. */
import type { PosterLayout, Transcription } from '../model/schemas.ts';
import { NOTHING } from '../model/summary.ts';
import { type Ocr, openOcr } from '../ocr/open-ocr.ts';
import { FormulaBook } from '../paper/formulas/formula-book.ts';
import { layoutFigures } from '../poster/layout/layout-figures.ts';
import { readPosterFile } from '../poster/picture/open-poster.ts';
import { writeLayout } from '../poster/structure/write/write-layout.ts';
import { writeMarkdown } from '../poster/structure/write/write-markdown.ts';
import type { Engine, Estimate, PosterSource } from './engine.ts';

export interface LocalOptions {
  /** Tesseract's name for it. */
  language: string;
  /** Page of a PDF, from 1; `null`: the first that looks like a poster. */
  posterPage: number | null;
  /** How many posters are read at once, each in an OCR thread of its own. */
  concurrency: number;
  /** Whether formulas of a PDF are written as LaTeX where they are understood, or all as text. */
  formulas: 'latex' | 'text';
}

/** Ten times what a poster of 3000 pixels takes, for slow machines that are busy with other work. */
const TIMEOUT_MS = 180_000;

export function openLocal(options: LocalOptions): Engine {
  return new LocalEngine(options);
}

class LocalEngine implements Engine {
  readonly name = 'local';
  readonly model = null;
  readonly concurrency: number;
  readonly timeoutMs = TIMEOUT_MS;
  readonly #ocr: Ocr;
  readonly #posterPage: number | null;
  readonly #formulas: LocalOptions['formulas'];

  constructor({ language, posterPage, concurrency, formulas }: LocalOptions) {
    this.#formulas = formulas;
    this.#posterPage = posterPage;
    this.concurrency = concurrency;
    this.#ocr = openOcr({ language, workers: concurrency });
  }

  async transcribe({ paperId, path }: PosterSource, signal: AbortSignal): Promise<Transcription> {
    // OpenCV and the readers of PDF files take half a second to load: not before there is a poster.
    const { readPoster } = await import('../poster/structure/read-poster.ts');
    const book = this.#formulas === 'latex' ? new FormulaBook() : null;
    const { structure, confidence, droppedWords, parser } = await readPoster(
      { path, page: this.#posterPage, book },
      this.#ocr,
      signal,
    );
    const layout = plainWords(writeLayout(structure, { paperId, posterPath: path }), book);
    const markdown = writeMarkdown(structure);
    return {
      paper_id: paperId,
      markdown: book ? book.write(markdown) : markdown,
      layout,
      figures: layoutFigures(layout, structure.picture),
      usage: NOTHING,
      cost_usd: 0,
      metadata: {
        engine: this.name,
        model: this.model,
        parser,
        confidence: Math.round(confidence * 100) / 100,
        dropped_words: droppedWords,
      },
    };
  }

  async estimate({ path }: PosterSource): Promise<Estimate> {
    await readPosterFile(path);
    return { free: true, usage: NOTHING, costUsd: 0 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ocr[Symbol.asyncDispose]();
  }
}

/** A layout's words are no markdown: formulas in them are text. */
function plainWords(layout: PosterLayout, book: FormulaBook | null): PosterLayout {
  if (!book) return layout;
  return JSON.parse(JSON.stringify(layout), (_, value: unknown) =>
    typeof value === 'string' ? book.plain(value) : value,
  );
}

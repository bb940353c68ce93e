/**
 * Dolphin-v2 reads documents in two steps: first where the elements of a page are, in the order in which they are read;
 * then each element by itself, all at once. https://github.com/bytedance/Dolphin
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cutTail } from '../../dolphin/cut-tail.ts';
import { documentOf } from '../../dolphin/document.ts';
import { type PageElement, readReadingOrder, WHOLE_PAGE } from '../../dolphin/page-elements.ts';
import { openPagePicture, type PagePicture } from '../../dolphin/page-picture.ts';
import { ANSWER_TOKENS, questionAbout, READING_ORDER } from '../../dolphin/questions.ts';
import type { ReadElement, ReadPage } from '../../dolphin/read-page.ts';
import { WaitQueue } from '../../lib/wait-queue.ts';
import { RowError } from '../../model/item.ts';
import type { ExtractedFigure, ParsedDocument } from '../../model/schemas.ts';
import { readPosterFile } from '../../poster/picture/open-poster.ts';
import type { PreparedImage } from '../../poster/picture/prepare-image.ts';
import type { Threads } from '../../threads/pool.ts';
import { PictureModel, type PictureModelOptions } from '../chat/picture-model.ts';
import type { DocumentReader, DocumentToRead } from '../document-reader.ts';
import { openPosterPicture } from './poster-picture.ts';

export interface DolphinOptions extends PictureModelOptions {
  /** Resolution of the papers' figures. */
  dpi: number;
  /** Page of a poster's PDF, from 1; by default the first that looks like a poster. */
  posterPage?: number | null;
  /** A paper with more pages is refused. */
  maxPages: number;
}

export const openDolphin = (options: DolphinOptions, threads: Threads): DocumentReader => new Dolphin(options, threads);

/** Pixels of a page's longer side: as many as the model sees, so that nothing is lost or sent in vain. */
const PAGE_EDGE = 1600;
/** Elements of an ordinary page: so many pages are open at once that the servers never wait for the next. */
const ELEMENTS_A_PAGE = 6;

/** Pages of a long paper; each may need the whole of a question's time, twice. */
const PAGES_IN_TIME = 50;

class Dolphin implements DocumentReader {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #options: DolphinOptions;
  readonly #threads: Threads;
  readonly #model: PictureModel;
  readonly #queue = new WaitQueue<void>();
  #pagesOpen = 0;

  constructor(options: DolphinOptions, threads: Threads) {
    this.#options = options;
    this.#threads = threads;
    this.#model = new PictureModel(options);
    this.concurrency = Math.max(2, Math.ceil(this.#model.places / ELEMENTS_A_PAGE));
    this.timeoutMs = PAGES_IN_TIME * this.#model.timeoutMs;
  }

  async readPoster(document: DocumentToRead, signal: AbortSignal): Promise<ParsedDocument> {
    const parsed = await this.#read('poster', document, (ended) => this.#posterPages(document, ended), signal);
    return { ...parsed, figures: await this.#cutFromPoster(document, parsed.figures, signal) };
  }

  async readPaper(document: DocumentToRead, signal: AbortSignal): Promise<ParsedDocument> {
    const parsed = await this.#read('paper', document, (ended) => this.#paperPages(document, ended), signal);
    return { ...parsed, figures: await this.#drawFromPaper(document, parsed.figures, signal) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model[Symbol.asyncDispose]();
  }

  async #read(
    docType: ParsedDocument['doc_type'],
    document: DocumentToRead,
    readPages: (signal: AbortSignal) => Promise<ReadPage[]>,
    signal: AbortSignal,
  ): Promise<ParsedDocument> {
    signal.throwIfAborted();
    // An element that cannot be read stops the rest of its document.
    const failed = new AbortController();
    try {
      const pages = await readPages(AbortSignal.any([signal, failed.signal]));
      return documentOf(pages, { ...document, docType, model: this.#options.model });
    } catch (thrown) {
      failed.abort(thrown);
      throw thrown;
    }
  }

  async #posterPages({ path }: DocumentToRead, signal: AbortSignal): Promise<ReadPage[]> {
    const file = await readPosterFile(path);
    return [
      await this.#inTurn(
        1,
        () => openPosterPicture(file, this.#options.posterPage ?? null, this.#threads, signal),
        signal,
      ),
    ];
  }

  async #paperPages({ path, workDir: dir }: DocumentToRead, signal: AbortSignal): Promise<ReadPage[]> {
    const { maxPages } = this.#options;
    try {
      await mkdir(dir, { recursive: true });
      const pictures = await this.#threads.run('renderPages', [path, { dir, longEdge: PAGE_EDGE, maxPages }], signal);
      return await Promise.all(
        pictures.map((path, i) => this.#inTurn(i + 1, () => openPagePicture(path, PAGE_EDGE), signal)),
      );
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }

  async #cutFromPoster(
    { path, figuresDir: dir }: DocumentToRead,
    figures: ExtractedFigure[],
    signal: AbortSignal,
  ): Promise<ExtractedFigure[]> {
    if (dir === null || figures.length === 0) return figures;
    const cutOuts = figures.map(({ figure_id: name, bbox_pct }) => ({ name, bbox_pct }));
    await this.#threads.run('cutOutFigures', [path, cutOuts, dir, this.#options.posterPage], signal);
    // Lines are too thin to be cut out.
    const written = new Set(await readdir(dir));
    return figures.map((figure) => {
      const name = `${figure.figure_id}.png`;
      return written.has(name) ? { ...figure, file_path: join(dir, name) } : figure;
    });
  }

  async #drawFromPaper(
    { path, figuresDir: dir }: DocumentToRead,
    figures: ExtractedFigure[],
    signal: AbortSignal,
  ): Promise<ExtractedFigure[]> {
    if (dir === null) return figures;
    await mkdir(dir, { recursive: true });
    return await this.#threads.run('drawPageFigures', [path, figures, { dir, dpi: this.#options.dpi }], signal);
  }

  /** A page's pixels are in memory while it is read: it waits until few others are. */
  async #inTurn(number: number, open: () => Promise<PagePicture>, signal: AbortSignal): Promise<ReadPage> {
    const turn = this.#queue.join(signal);
    this.#admit();
    await turn;
    try {
      const picture = await open();
      const { width, height } = picture;
      return { number, width, height, elements: await this.#readPage(picture, signal) };
    } finally {
      this.#pagesOpen--;
      this.#admit();
    }
  }

  #admit(): void {
    while (this.#pagesOpen < this.concurrency && this.#queue.length > 0) {
      this.#pagesOpen++;
      this.#queue.admit();
    }
  }

  async #readPage(picture: PagePicture, signal: AbortSignal): Promise<ReadElement[]> {
    const whole = await picture.cut(WHOLE_PAGE.box);
    if (whole === null) throw new RowError('unreadable', 'The page has no shape that the model takes.');
    const order = readReadingOrder(await this.#ask(whole, READING_ORDER, signal), whole);
    const elements = order ?? [WHOLE_PAGE];
    return await Promise.all(elements.map((element) => this.#readElement(picture, element, signal)));
  }

  /** Figures are not read; neither is what is too small to be seen. */
  async #readElement(picture: PagePicture, element: PageElement, signal: AbortSignal): Promise<ReadElement> {
    const cut = element.label === 'fig' ? null : await picture.cut(element.box);
    const text = cut === null ? '' : cutTail(await this.#ask(cut, questionAbout(element.label), signal));
    return { ...element, text };
  }

  async #ask(picture: PreparedImage, words: string, signal: AbortSignal): Promise<string> {
    const answer = await this.#model.ask({ pictures: [picture], words, maxTokens: ANSWER_TOKENS }, signal);
    if (answer.stop_reason === 'refusal') throw new RowError('refused', 'The model would not read the page.');
    return answer.text;
  }
}

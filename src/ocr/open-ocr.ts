/** Text recognition in threads that are started when they are first needed and used again until the end. */
import { RowError } from '../model/item.ts';
import type { OcrLine } from './ocr-lines.ts';
import { type OcrWorker, type Rectangle, type Segmentation, startOcrWorker } from './ocr-worker.ts';

export interface OcrOptions {
  /** As Tesseract names it; its data is the npm package `@tesseract.js-data/<language>`. */
  language: string;
  /** Threads at the most. */
  workers: number;
}

export interface RecogniseOptions {
  /** Default: `page`. */
  segmentation?: Segmentation;
  /** Only this part is read; boxes stay those of the whole picture. */
  rectangle?: Rectangle;
  /** Aborting ends the thread that reads, and the next picture gets a new one. */
  signal?: AbortSignal;
}

export interface Ocr extends AsyncDisposable {
  /**
   * @param image An encoded picture (PNG, JPEG, PNM, BMP, TIFF, WebP).
   * @throws RowError `unreadable`; FatalError when the language is not installed; the signal's reason.
   */
  recognise(image: Buffer, options?: RecogniseOptions): Promise<OcrLine[]>;
}

export function openOcr(options: OcrOptions): Ocr {
  return new OcrPool(options);
}

class OcrPool implements Ocr {
  readonly #language: string;
  readonly #idle: OcrWorker[] = [];
  readonly #busy = new Set<OcrWorker>();
  readonly #queue: (() => void)[] = [];
  #free: number;
  #closed = false;

  constructor({ language, workers }: OcrOptions) {
    this.#language = language;
    this.#free = Math.max(1, workers);
  }

  async recognise(image: Buffer, options: RecogniseOptions = {}): Promise<OcrLine[]> {
    const { segmentation = 'page', rectangle = null, signal } = options;
    await this.#takeSlot();
    try {
      signal?.throwIfAborted();
      return await this.#withWorker(signal, (worker) => worker.recognise(image, { segmentation, rectangle }));
    } finally {
      this.#giveSlot();
    }
  }

  async #withWorker<T>(signal: AbortSignal | undefined, work: (worker: OcrWorker) => Promise<T>): Promise<T> {
    const worker = await this.#takeWorker();
    if (signal?.aborted) this.#idle.push(worker);
    signal?.throwIfAborted();
    const end = () => void worker.end();
    signal?.addEventListener('abort', end, { once: true });
    this.#busy.add(worker);
    try {
      const result = await work(worker);
      if (this.#closed) await worker.end();
      else if (!signal?.aborted) this.#idle.push(worker);
      return result;
    } catch (error) {
      await worker.end();
      throw signal?.aborted ? signal.reason : error;
    } finally {
      this.#busy.delete(worker);
      signal?.removeEventListener('abort', end);
    }
  }

  async #takeWorker(): Promise<OcrWorker> {
    const closed = () => new RowError('internal', 'OCR is closed');
    if (this.#closed) throw closed();
    const worker = this.#idle.pop() ?? (await startOcrWorker(this.#language));
    // Closed while the thread started: it was among neither the idle nor the busy that were ended then.
    if (this.#closed) await worker.end();
    if (this.#closed) throw closed();
    return worker;
  }

  async #takeSlot(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #giveSlot(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free++;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#busy, ...this.#idle].map((worker) => worker.end()));
    this.#idle.length = 0;
  }
}

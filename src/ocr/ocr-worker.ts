/** One Tesseract in a thread of its own. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { FatalError, RowError } from '../model/item.ts';
import { type OcrLine, readLines } from './ocr-lines.ts';

/** How Tesseract is to look at the picture. */
export type Segmentation = keyof typeof MODES;

const MODES = {
  /** A page with columns, found by Tesseract itself. */
  page: PSM.AUTO,
  /** One column of text in sizes that may differ. */
  column: PSM.SINGLE_COLUMN,
  /** One block of text in one size. */
  block: PSM.SINGLE_BLOCK,
  line: PSM.SINGLE_LINE,
  /** Words wherever they stand, in no order. */
  sparse: PSM.SPARSE_TEXT,
} as const;

/** Pixels of the picture. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface OcrWorker {
  recognise(image: Buffer, how: { segmentation: Segmentation; rectangle: Rectangle | null }): Promise<OcrLine[]>;
  /** Ends the thread, whatever it is doing; what it was asked rejects. */
  end(): Promise<void>;
}

/**
 * Posters carry no resolution, and without one Tesseract guesses and says so on stderr, where it would tell of
 * diacritics and empty pages as well.
 */
const SETTINGS = { user_defined_dpi: '300', debug_file: '/dev/null' };

/** @throws FatalError when the language's data is not installed. */
export async function startOcrWorker(language: string): Promise<OcrWorker> {
  const stopped = Promise.withResolvers<never>();
  stopped.promise.catch(() => undefined);
  const worker = await load(language);
  const thread = threadOf(worker);
  thread?.on('error', (cause) => stopped.reject(new RowError('internal', 'The OCR thread crashed', { cause })));
  hush(thread);
  let mode: PSM | null = null;
  return {
    async recognise(image, { segmentation, rectangle }) {
      // The library never settles what an ended thread was asked.
      const untilStopped = <T>(job: Promise<T>): Promise<T> => Promise.race([job, stopped.promise]);
      if (mode !== MODES[segmentation]) {
        mode = MODES[segmentation];
        await untilStopped(worker.setParameters({ ...SETTINGS, tessedit_pageseg_mode: mode }));
      }
      const job = worker.recognize(image, rectangle === null ? {} : { rectangle }, { text: false, blocks: true });
      const { data } = await untilStopped(job.catch(refused));
      return readLines(data.blocks ?? []);
    },
    async end() {
      stopped.reject(new RowError('internal', 'The OCR thread was ended'));
      await worker.terminate();
    },
  };
}

async function load(language: string): Promise<Worker> {
  const langPath = join(dirname(packageOf(language)), '4.0.0');
  // Without a handler of its own the library throws where nobody can catch it; the promise rejects as well.
  const quiet = { logger: () => undefined, errorHandler: () => undefined };
  try {
    return await createWorker(language, OEM.LSTM_ONLY, { langPath, gzip: true, cacheMethod: 'none', ...quiet });
  } catch (cause) {
    throw new FatalError(`Tesseract cannot be started with the language ${language}`, { cause });
  }
}

function packageOf(language: string): string {
  const name = `@tesseract.js-data/${language}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch (cause) {
    throw new FatalError(`OCR knows no language ${language} here: npm install ${name}`, { cause });
  }
}

/** The library keeps its thread in a field that its types leave out. */
const threadOf = (worker: Worker): Thread | null =>
  'worker' in worker && worker.worker instanceof Thread ? worker.worker : null;

/** Leptonica, under Tesseract, tells stderr of parts that it leaves out, and no setting keeps it from that. */
function hush(thread: Thread | null): void {
  thread?.stderr.unpipe();
  thread?.stderr.resume();
}

function refused(cause: unknown): never {
  throw new RowError('unreadable', `Tesseract cannot read the picture: ${String(cause)}`, { cause });
}

/** PageContent → PageText: from the PDF's own text where that can be used, else by OCR of the page's picture. */
import { readFile } from 'node:fs/promises';
import { DisposalStack } from '../../lib/disposal-stack.ts';
import sharp from '../../lib/picture-decoder.ts';
import { type Ocr, openOcr } from '../../ocr/open-ocr.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import { openRasteriser, type Rasteriser } from '../../pdf/rasterise.ts';
import type { FormulaBook } from '../formulas/formula-book.ts';
import { recognisedLines } from '../lines/recognised-lines.ts';
import { type PageText, pageText } from './page-text.ts';
import { asPrinted } from './upright.ts';
import { isUsableText } from './usable-text.ts';

export interface ReaderOptions {
  ocr: 'auto' | 'never' | 'always';
  /** As tesseract names it (`eng`). */
  language: string;
}

export interface PageReader extends AsyncDisposable {
  /** @throws RowError; FatalError when the language is not installed */
  read(content: PageContent): Promise<PageText>;
}

/** Tesseract was trained on about this many dots per inch. */
const OCR_DPI = 300;

interface Recogniser {
  readonly ocr: Ocr;
  readonly rasteriser: Rasteriser;
}

/** Formulas go into `book`; without one they stay text. `path` is read a second time only when a page needs OCR. */
export function openPageReader(path: string, options: ReaderOptions, book: FormulaBook | null): PageReader {
  const opened = new DisposalStack();
  let recogniser: Promise<Recogniser> | null = null;
  const open = async (): Promise<Recogniser> => ({
    rasteriser: opened.use(await openRasteriser(await readFile(path))),
    ocr: opened.use(openOcr({ language: options.language, workers: 1 })),
  });
  return {
    async read(content) {
      const text = pageText(content, book);
      if (options.ocr === 'never' || (options.ocr === 'auto' && isUsableText(text))) return text;
      recogniser ??= open();
      return recognised(text, await recogniser);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function recognised(page: PageText, { ocr, rasteriser }: Recogniser): Promise<PageText> {
  const size = asPrinted(page);
  const whole = { x0: 0, y0: 0, x1: size.width, y1: size.height };
  const { data, width, height, dpi } = rasteriser.render(size, whole, OCR_DPI);
  const picture = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const lines = recognisedLines(await ocr.recognise(picture), page.number, dpi);
  return { ...page, ...size, turn: 0, lines, displays: [], recognised: true };
}

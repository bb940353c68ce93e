/** A PDF file opened for reading: pages by number, each with its text and drawing operators. */
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument, PasswordResponses, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { isCoded } from '../lib/is-coded.ts';
import { RowError } from '../model/item.ts';
import { isWellReferenced } from './cross-references.ts';
import { allowDecoding, bytesDecoded, wasTooMuch } from './decoded-bytes.ts';
import { type PageContent, readPage } from './page-content.ts';
import { openParserLine, type ParserLine } from './parser-line.ts';
import { isCutOff, restoreCutOff } from './restore-cut-off.ts';

export interface OpenOptions {
  /** A document with more pages is refused as `too-large`. */
  maxPages: number;
}

export interface Pdf extends AsyncDisposable {
  readonly pageCount: number;
  /** What the file says of itself (`Title`, `Author`, …); often wrong, sometimes the only word. */
  readonly info: Readonly<Record<string, unknown>>;
  /** The file is cut off, or its cross-references are not where it says or point elsewhere: its pages were searched for, some may be lost. */
  readonly damaged: boolean;
  /** The file's end is missing: only pages that are there in whole are counted. */
  readonly cutOff: boolean;
  /** The page's content; dispose of it before the next one is read, and memory stays flat. @throws RowError */
  page(number: number): Promise<PageContent>;
}

const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string) => join(library, name, '/');

/** pdfjs keeps every font and image a page used; dropping them now and then holds a thesis in a paper's memory. */
const PAGES_BETWEEN_SWEEPS = 16;
/** Bytes that were decoded, where that comes first. */
const BYTES_BETWEEN_SWEEPS = 64 * 2 ** 20;

/** Bytes; the whole file is held, by PDFium once more. */
const LARGEST_FILE = 256 * 2 ** 20;

/** @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large` */
export async function openPdf(path: string, options: OpenOptions): Promise<Pdf> {
  const file = await bytesOf(path);
  const isCut = isCutOff(file);
  const restored = isCut ? restoreCutOff(file) : null;
  const data = restored ?? file;
  const cutOff = restored !== null;
  const damaged = cutOff || !isWellReferenced(data);
  allowDecoding();
  const line = openParserLine();
  const task = getDocument({
    worker: line.worker,
    data,
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    fontExtraProperties: true,
    stopAtErrors: false,
    enableXfa: false,
    standardFontDataUrl: folder('standard_fonts'),
    cMapUrl: folder('cmaps'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
  });
  const close = async (): Promise<void> => {
    await task.destroy();
    line[Symbol.dispose]();
  };
  try {
    const document = await task.promise;
    return await openedPdf(document, { damaged, cutOff, line, close }, options);
  } catch (error) {
    await close();
    throw error instanceof RowError ? error : openingError(error, isCut);
  }
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const about = await stat(path);
    // It is read again for its pictures, and a pipe that nobody writes to would be waited for.
    if (!about.isFile() && !about.isDirectory())
      throw new RowError('unreadable', `${path} is no file; what comes by a pipe is named -`);
    if (about.size > LARGEST_FILE)
      throw new RowError('too-large', `${path} has ${about.size} bytes; the limit is ${LARGEST_FILE / 2 ** 20} MB`);
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    if (cause instanceof RowError) throw cause;
    if (isCoded(cause, 'ENOENT')) throw new RowError('not-found', `there is no ${path}`, { cause });
    const why = isCoded(cause, 'EISDIR') ? 'is a directory: name a file in it' : 'could not be read';
    throw new RowError('unreadable', `${path} ${why}`, { cause });
  }
}

function openingError(cause: unknown, cutOff: boolean): RowError {
  if (wasTooMuch()) return new RowError('too-large', 'the PDF unpacks to more than it may', { cause });
  const name = cause instanceof Error ? cause.name : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  if (name === 'PasswordException') {
    const wrong = cause instanceof Error && 'code' in cause && cause.code === PasswordResponses.INCORRECT_PASSWORD;
    const why = wrong ? 'its password is not known' : 'it asks for a password';
    return new RowError('encrypted', `the PDF is encrypted: ${why}; save a copy without one`, { cause });
  }
  if (cutOff) return new RowError('unreadable', 'the PDF is cut off and has no whole page; fetch it again', { cause });
  return new RowError('unreadable', `not a readable PDF: ${message}`, { cause });
}

type Opened = Pick<Pdf, 'damaged' | 'cutOff'> & { line: ParserLine; close: () => Promise<void> };

async function openedPdf(
  document: PDFDocumentProxy,
  { line, close, ...state }: Opened,
  options: OpenOptions,
): Promise<Pdf> {
  if (wasTooMuch()) throw new RowError('too-large', 'the PDF unpacks to more than it may');
  const { numPages } = document;
  if (numPages === 0) throw new RowError('unreadable', 'the PDF has no pages');
  if (numPages > options.maxPages)
    throw new RowError('too-large', `the PDF has ${numPages} pages; the limit is ${options.maxPages}`);
  const unswept = { pages: 0, bytes: 0 };
  return {
    pageCount: numPages,
    info: await infoOf(document),
    ...state,
    async page(number) {
      if (unswept.pages >= PAGES_BETWEEN_SWEEPS || unswept.bytes > BYTES_BETWEEN_SWEEPS) {
        await document.cleanup();
        unswept.pages = unswept.bytes = 0;
      }
      try {
        return await readPage(document, line, number);
      } finally {
        unswept.pages += 1;
        unswept.bytes += bytesDecoded();
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

async function infoOf(document: PDFDocumentProxy): Promise<Record<string, unknown>> {
  const { info } = await document.getMetadata();
  return { ...info };
}

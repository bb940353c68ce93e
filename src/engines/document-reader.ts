/** What reads whole documents. */
import type { ParsedDocument } from '../model/schemas.ts';

export interface DocumentToRead {
  docId: string;
  path: string;
  /** The source that the document names. */
  sourcePath: string;
  /** Where figures are written as PNG, created if missing; `null` writes none. */
  figuresDir: string | null;
  /** Holds pictures of pages while they are read; the reader creates and removes it. */
  workDir: string;
}

export interface PaperReader extends AsyncDisposable {
  /** How many documents it can read at once. */
  readonly concurrency: number;
  /** Milliseconds that one document may take. */
  readonly timeoutMs: number;
  /** Of a PDF. @throws RowError when this document cannot be read; FatalError when none could be */
  readPaper(document: DocumentToRead, signal: AbortSignal): Promise<ParsedDocument>;
}

export interface DocumentReader extends PaperReader {
  /** Of a picture or a PDF. @throws as `readPaper` does */
  readPoster(document: DocumentToRead, signal: AbortSignal): Promise<ParsedDocument>;
}

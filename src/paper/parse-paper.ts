/** Paper PDF → ParsedDocument. */
import type { ParsedDocument } from '../model.ts';
import { openPdf } from '../pdf/open-pdf.ts';
import { documentBlocks } from './document-blocks.ts';
import { blockText, markdownOf } from './markdown.ts';
import { type PageText, pageText } from './page-text.ts';

export interface ParseOptions {
  /** Becomes `doc_id` and the figures' `source_doc`. */
  docId: string;
  /** As the document shall name its source; the file read is the first argument of `parsePaper`. */
  sourcePath: string;
  /** Where figures are written as PNG; `null` writes none. */
  figuresDir: string | null;
  /** Of the figures' pictures. */
  dpi: number;
  /** A document with more pages is refused as `too-large`. */
  maxPages: number;
  ocr: 'auto' | 'never' | 'always';
  /** Of the text, as tesseract names it (`eng`). */
  language: string;
  /** Embedded pictures with a side below this are no figures; in pixels. */
  minFigureSize: number;
  /** Whether figures are looked for at all. */
  figures: boolean;
}

export const PARSE_DEFAULTS: Omit<ParseOptions, 'docId' | 'sourcePath'> = {
  figuresDir: null,
  dpi: 150,
  maxPages: 2000,
  ocr: 'auto',
  language: 'eng',
  minFigureSize: 100,
  figures: true,
};

/** @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large` */
export async function parsePaper(path: string, options: ParseOptions): Promise<ParsedDocument> {
  await using pdf = await openPdf(path, options);
  const pages: PageText[] = [];
  for (let number = 1; number <= pdf.pageCount; number++) {
    using content = await pdf.page(number);
    pages.push(pageText(content));
  }
  const { blocks } = documentBlocks(pages);
  return {
    doc_id: options.docId,
    doc_type: 'paper',
    source_path: options.sourcePath,
    markdown_content: markdownOf(blocks),
    figures: [],
    tables: [],
    equations: blocks.filter((block) => block.kind === 'equation').map(blockText),
    metadata: { parser: 'pdf-text', pages: pdf.pageCount },
  };
}

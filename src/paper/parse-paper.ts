/** Paper PDF → ParsedDocument. */
import { readFile } from 'node:fs/promises';
import { RowError } from '../model/item.ts';
import type { ExtractedTable, MissingPage, ParsedDocument } from '../model/schemas.ts';
import { openPdf, type Pdf } from '../pdf/open-pdf.ts';
import { markdownOf } from './blocks/markdown.ts';
import { documentBlocks } from './document-blocks.ts';
import { extractedEquations, isTextEquation } from './extracted-equations.ts';
import { type DrawnFigures, drawFigures } from './figures/draw-figures.ts';
import type { Figure } from './figures/find-figures.ts';
import type { PlacedTable } from './floats/floats.ts';
import { FormulaBook } from './formulas/formula-book.ts';
import type { FrontMatter } from './headings/take-front-matter.ts';
import { openPageReader, type PageReader } from './page/page-reader.ts';
import type { PageText } from './page/page-text.ts';
import { percentOf } from './page/percent-box.ts';
import { asPrinted, printedRect } from './page/upright.ts';

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
  /** Embedded pictures with both sides below this are icons, not figures; in pixels. */
  minFigureSize: number;
  /** Whether figures are looked for at all. */
  figures: boolean;
  /** Whether formulas are written as LaTeX where they are understood, or all as text. */
  formulas: 'latex' | 'text';
}

/**
 * A page that cannot be read is left out and told in `metadata.missing_pages`.
 * @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large`; that of the last page when none can be read
 */
export async function parsePaper(path: string, options: ParseOptions): Promise<ParsedDocument> {
  await using pdf = await openPdf(path, options);
  const book = new FormulaBook();
  await using reader = openPageReader(path, options, options.formulas === 'latex' ? book : null);
  const { pages, missing } = await readPages(pdf, reader);
  const { blocks, front, figures, tables } = documentBlocks(pages, options);
  const drawn = await drawnFigures(path, figures, pages, options);
  const markdown = markdownOf(blocks);
  return {
    doc_id: options.docId,
    doc_type: 'paper',
    source_path: options.sourcePath,
    markdown_content: book.write(markdown),
    figures: drawn.figures.map((figure) => ({ ...figure, caption: written(figure.caption, book) })),
    tables: tables.map((table) => extractedTable(table, pages, book)),
    equations: extractedEquations(blocks, pages, book),
    metadata: {
      parser: parserOf(pages),
      pages: pages.length,
      missing_pages: missing,
      empty: markdown.trim() === '',
      damaged: pdf.damaged,
      cut_off: pdf.cutOff,
      ...writtenFront(front, book),
      formulas: { ...book.counts, text: blocks.filter(isTextEquation).length },
      figure_problems: drawn.problems,
    },
  };
}

async function readPages(pdf: Pdf, reader: PageReader): Promise<{ pages: PageText[]; missing: MissingPage[] }> {
  const pages: PageText[] = [];
  const missing: MissingPage[] = [];
  for (let number = 1; number <= pdf.pageCount; number++) {
    try {
      using content = await pdf.page(number);
      pages.push(await reader.read(content));
    } catch (error) {
      // What is wrong with one page says nothing of the next; with all of them it is the paper's own failure.
      if (!(error instanceof RowError) || (pages.length === 0 && number === pdf.pageCount)) throw error;
      missing.push({ page_number: number, code: error.code, message: error.message });
    }
  }
  return { pages, missing };
}

/** `pdf-text`, `ocr`, or `mixed` when some pages were read one way and some the other. */
function parserOf(pages: readonly PageText[]): string {
  const recognised = pages.filter((page) => page.recognised).length;
  if (recognised === 0) return 'pdf-text';
  return recognised === pages.length ? 'ocr' : 'mixed';
}

async function drawnFigures(
  path: string,
  figures: ReadonlyMap<Figure, string>,
  pages: readonly PageText[],
  options: ParseOptions,
): Promise<DrawnFigures> {
  const sizes = new Map(pages.map((page) => [page.number, asPrinted(page)]));
  const upright = new Map(pages.map((page) => [page.number, page]));
  const printed = new Map<Figure, string>();
  for (const [figure, name] of figures) {
    const page = upright.get(figure.caption.page);
    if (page) printed.set(printedRect(figure, page), name);
  }
  return drawFigures(await readFile(path), printed, sizes, options);
}

function extractedTable(
  { caption, markdown, ...box }: PlacedTable,
  pages: readonly PageText[],
  book: FormulaBook,
): ExtractedTable {
  const { label, text, page: page_number } = caption;
  const page = pages.find(({ number }) => number === page_number);
  if (!page) throw new Error(`a table on page ${page_number} of ${pages.length}`);
  return {
    label,
    caption: text === '' ? null : book.write(text),
    page_number,
    markdown: book.write(markdown),
    bbox_pct: percentOf(printedRect(box, page), asPrinted(page)),
  };
}

const written = (text: string | null, book: FormulaBook): string | null => (text === null ? null : book.write(text));

const writtenFront = (front: FrontMatter, book: FormulaBook): FrontMatter => ({
  title: written(front.title, book),
  authors: front.authors.map((author) => book.plain(author)),
  abstract: written(front.abstract, book),
  imprint: front.imprint.map((line) => book.plain(line)),
});

/** Paper PDF → ParsedDocument. */
import type { ParsedDocument } from '../model.ts';
import { openPdf } from '../pdf/open-pdf.ts';
import type { PageContent } from '../pdf/page-content.ts';
import type { Block } from './block.ts';
import { buildBlocks } from './build-blocks.ts';
import { captionLabel } from './captions-seam.ts';
import { findGutters, type Gutter, readingOrder } from './columns.ts';
import { joinLines } from './dehyphenate.ts';
import { joinParagraphs } from './flow.ts';
import { findFurniture, type PageRegions } from './furniture.ts';
import { markHeadings } from './headings.ts';
import { pageLines } from './lines.ts';
import { markdownOf } from './markdown.ts';
import { textStatistics } from './statistics.ts';
import { textRegion } from './text-line.ts';
import { markTitle } from './title.ts';

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
  const pages: PageRegions[] = [];
  let gutters: Gutter[] = [];
  for (let number = 1; number <= pdf.pageCount; number++) {
    using content = await pdf.page(number);
    const page = pageRegions(content, gutters);
    gutters = page.gutters;
    pages.push(page.text);
  }
  const blocks = documentBlocks(pages);
  return {
    doc_id: options.docId,
    doc_type: 'paper',
    source_path: options.sourcePath,
    markdown_content: markdownOf(blocks),
    figures: [],
    tables: [],
    equations: blocks
      .filter((block) => block.kind === 'equation')
      .map((block) => joinLines(block.lines.map((line) => line.text))),
    metadata: { parser: 'pdf-text', pages: pdf.pageCount },
  };
}

function pageRegions(content: PageContent, prior: Gutter[]): { text: PageRegions; gutters: Gutter[] } {
  const { number, width, height } = content;
  const lines = pageLines(content).filter((line) => line.angle === 0);
  const gutters = findGutters(lines, prior);
  return { text: { number, width, height, regions: readingOrder(lines, gutters).map(textRegion) }, gutters };
}

function documentBlocks(pages: readonly PageRegions[]): Block[] {
  const furniture = findFurniture(pages);
  const regions = pages.flatMap((page) =>
    page.regions.map((region) => ({ ...region, lines: region.lines.filter((line) => !furniture.has(line)) })),
  );
  const statistics = textStatistics(regions);
  const blocks = regions.flatMap((region) => buildBlocks(region, statistics));
  for (const block of blocks) {
    const first = block.lines[0];
    if (first && captionLabel(first.text)) block.kind = 'caption';
  }
  markTitle(blocks, statistics);
  markHeadings(blocks, statistics);
  return joinParagraphs(blocks);
}

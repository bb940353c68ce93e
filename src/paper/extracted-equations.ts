/** Displayed formulas among a paper's blocks → `equations` of its ParsedDocument. */
import type { ExtractedEquation } from '../model/schemas.ts';
import { unite } from '../pdf/geometry.ts';
import type { Block } from './blocks/block.ts';
import { blockText } from './blocks/markdown.ts';
import { type FormulaBook, isDisplayToken } from './formulas/formula-book.ts';
import type { PageText } from './page/page-text.ts';
import { percentOf } from './page/percent-box.ts';
import { asPrinted, printedRect } from './page/upright.ts';

/** A displayed formula that was left as text. */
export const isTextEquation = (block: Block): boolean => block.kind === 'equation' && !isDisplayToken(blockText(block));

export function extractedEquations(
  blocks: readonly Block[],
  pages: readonly PageText[],
  book: FormulaBook,
): ExtractedEquation[] {
  const byNumber = new Map(pages.map((page) => [page.number, page]));
  return blocks.flatMap((block) => {
    const page = byNumber.get(block.page);
    return block.kind === 'equation' && page ? [extractedEquation(block, page, book)] : [];
  });
}

function extractedEquation(block: Block, page: PageText, book: FormulaBook): ExtractedEquation {
  const text = blockText(block);
  const formula = isDisplayToken(text) ? book.find(text) : undefined;
  return {
    latex: formula?.latex ?? null,
    text: formula?.text ?? book.plain(text),
    page_number: block.page,
    bbox_pct: percentOf(printedRect(unite(block.lines), page), asPrinted(page)),
    label: formula?.number ?? null,
    confidence: formula?.confidence ?? null,
  };
}

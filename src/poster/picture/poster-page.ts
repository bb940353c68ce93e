/** A poster that is a PDF. */
import { RowError } from '../../model/item.ts';
import type { PageSize, Rasteriser } from '../../pdf/rasterise.ts';

/** Longest side of A3 in points; a page beyond it is a poster's. */
const A3_POINTS = 1191;

/** A PDF's header may stand anywhere in its first kilobyte. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-');

/**
 * The page that is asked for, counted from 1; else the first that is larger than A3, else the first.
 * @throws RowError `unreadable` when there is no such page
 */
export function posterPage(pdf: Rasteriser, wanted: number | null = null): PageSize {
  if (wanted !== null) {
    if (wanted <= pdf.pageCount) return pdf.pageSize(wanted);
    const has = pdf.pageCount === 1 ? 'one page' : `${pdf.pageCount} pages`;
    throw new RowError('unreadable', `The poster's PDF has ${has}, and --poster-page asks for number ${wanted}`);
  }
  for (let number = 1; number <= pdf.pageCount; number++) {
    const page = pdf.pageSize(number);
    if (Math.max(page.width, page.height) > A3_POINTS) return page;
  }
  return pdf.pageSize(1);
}

/** A poster that is a PDF. */
import type { PageSize, Rasteriser } from '../pdf/rasterise.ts';

/** Longest side of A3 in points; a page beyond it is a poster's. */
const A3_POINTS = 1191;

/** A PDF's header may stand anywhere in its first kilobyte. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-');

/** The first page that is larger than A3, else the first. */
export function posterPage(pdf: Rasteriser): PageSize {
  for (let number = 1; number <= pdf.pageCount; number++) {
    const page = pdf.pageSize(number);
    if (Math.max(page.width, page.height) > A3_POINTS) return page;
  }
  return pdf.pageSize(1);
}

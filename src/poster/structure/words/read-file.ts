/** A poster's file → its pixels, and the text that it carries itself. */
import type { FormulaBook } from '../../../paper/formulas/formula-book.ts';
import { formulaRuns } from '../../../paper/formulas/page-formulas.ts';
import type { PageGraphics } from '../../../pdf/drawing.ts';
import { openPdf } from '../../../pdf/open-pdf.ts';
import { readPosterFile } from '../../picture/open-poster.ts';
import { isPdf } from '../../picture/poster-page.ts';
import { renderPage } from '../../picture/render-poster.ts';
import { decodePicture, LONG_EDGE } from '../page/decode-picture.ts';
import type { Picture, WordRow } from '../page/page-model.ts';
import { printedRows } from './printed-rows.ts';

export interface PosterFile {
  readonly picture: Picture;
  /** A PDF's text layer; empty for pictures. */
  readonly printed: readonly WordRow[];
  /** What a PDF's page itself draws, in points; `null` for pictures. */
  readonly graphics: PageGraphics | null;
  /** Pixels of the picture for a point. */
  readonly scale: number;
}

/** No poster is bound; this is somebody's thesis. */
const MAX_PAGES = 500;

/** @param pageNumber Of a PDF, from 1; `null`: the first that looks like a poster's. @param book Takes the formulas of a PDF; `null` leaves them text. @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large` */
export async function readFile(path: string, pageNumber: number | null, book: FormulaBook | null): Promise<PosterFile> {
  const bytes = await readPosterFile(path);
  if (!isPdf(bytes)) return { picture: await decodePicture(bytes), printed: [], graphics: null, scale: 1 };
  const { picture, page } = await renderPage(bytes, pageNumber, LONG_EDGE);
  await using pdf = await openPdf(path, { maxPages: MAX_PAGES });
  using content = await pdf.page(page.number);
  const scale = picture.width / content.width;
  const runs = book ? formulaRuns(content, book) : content.runs;
  return { picture, printed: printedRows(runs, picture, scale), graphics: content.graphics, scale };
}

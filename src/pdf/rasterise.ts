/** Pages → pixels, by PDFium: a whole page or only a region of it, at a stated resolution. */
import { RowError } from '../model/item.ts';
import { heightOf, POINTS_PER_INCH, type Rect, widthOf } from './geometry.ts';
import { loadPdfium, type Pdfium, releasePdfium } from './pdfium.ts';
import { restoreCutOff } from './restore-cut-off.ts';

/** Pixels as PDFium paints them: three bytes each (red, green, blue), rows from the top without padding. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Of the bitmap as it came out: lower than asked for where the region would have had too many pixels. */
  readonly dpi: number;
}

export interface PageSize {
  /** From 1. */
  readonly number: number;
  /** In points. */
  readonly width: number;
  readonly height: number;
}

export interface Rasteriser extends Disposable {
  readonly pageCount: number;
  /** As PDFium sees the page, rotation and crop box applied. @throws RowError `unreadable` */
  pageSize(number: number): PageSize;
  /** `region` in points from the page's top left, in the scale of `page`. @throws RowError `unreadable`, `too-large` */
  render(page: PageSize, region: Rect, dpi: number): Bitmap;
}

const BYTES_PER_PIXEL = 3;
const MAX_PIXELS = 32e6;
/** From PDFium's fpdfview.h. */
const FPDF_BITMAP_BGR = 2;
const FPDF_REVERSE_BYTE_ORDER = 0x10;
const FPDF_ERR_PASSWORD = 4;
const WHITE = 0xffffffff;

/** The resolution at which a page's longer side has so many pixels. */
export const dpiFor = ({ width, height }: PageSize, longEdge: number): number =>
  (longEdge / Math.max(width, height)) * POINTS_PER_INCH;

/** All of a page, as a region. */
export const wholePage = ({ width, height }: PageSize): Rect => ({ x0: 0, y0: 0, x1: width, y1: height });

/** Opens the PDF in `bytes` for rendering. @throws RowError `unreadable`, `encrypted`, `too-large` */
export async function openRasteriser(bytes: Uint8Array): Promise<Rasteriser> {
  const pdfium = await loadPdfium();
  // The pages are numbered as `openPdf` numbers them.
  return new PdfiumRasteriser(pdfium, restoreCutOff(bytes) ?? bytes);
}

class PdfiumRasteriser implements Rasteriser {
  readonly pageCount: number;
  private readonly pdfium: Pdfium;
  private readonly bytes: number;
  private readonly document: number;
  /** Left open, since the figures of a page are rendered one after the other. */
  private open: { number: number; handle: number } | null = null;
  private broken = false;

  constructor(pdfium: Pdfium, bytes: Uint8Array) {
    this.pdfium = pdfium;
    this.bytes = this.allocate(bytes.length);
    pdfium.HEAPU8.set(bytes, this.bytes);
    this.document = this.guard(() => pdfium._FPDF_LoadMemDocument(this.bytes, bytes.length, 0));
    if (this.document === 0) {
      const encrypted = pdfium._FPDF_GetLastError() === FPDF_ERR_PASSWORD;
      pdfium.wasmExports.free(this.bytes);
      if (encrypted) throw new RowError('encrypted', 'the PDF asks for a password; save a copy without one');
      throw new RowError('unreadable', 'not a PDF that can be rendered');
    }
    this.pageCount = this.guard(() => pdfium._FPDF_GetPageCount(this.document));
  }

  pageSize(number: number): PageSize {
    const page = this.page(number);
    return this.guard(() => ({
      number,
      width: this.pdfium._FPDF_GetPageWidth(page),
      height: this.pdfium._FPDF_GetPageHeight(page),
    }));
  }

  render(page: PageSize, region: Rect, dpi: number): Bitmap {
    if (!(widthOf(region) > 0 && heightOf(region) > 0 && dpi > 0))
      throw new RowError(
        'internal',
        `nothing to render in a region of ${widthOf(region)} × ${heightOf(region)} points`,
      );
    const area = (widthOf(region) * heightOf(region)) / POINTS_PER_INCH ** 2;
    const shownDpi = Math.min(dpi, Math.sqrt(MAX_PIXELS / area));
    const scale = shownDpi / POINTS_PER_INCH;
    const x = Math.floor(region.x0 * scale);
    const y = Math.floor(region.y0 * scale);
    const width = Math.max(1, Math.ceil(region.x1 * scale) - x);
    const height = Math.max(1, Math.ceil(region.y1 * scale) - y);
    const data = this.paint(page, scale, { x, y, width, height });
    return { width, height, data, dpi: shownDpi };
  }

  private paint(
    page: PageSize,
    scale: number,
    at: { x: number; y: number; width: number; height: number },
  ): Uint8Array {
    const { pdfium } = this;
    const handle = this.page(page.number);
    const stride = at.width * BYTES_PER_PIXEL;
    const pixels = this.allocate(stride * at.height);
    try {
      return this.guard(() => {
        const bitmap = pdfium._FPDFBitmap_CreateEx(at.width, at.height, FPDF_BITMAP_BGR, pixels, stride);
        pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, at.width, at.height, WHITE);
        const [pageWidth, pageHeight] = [Math.round(page.width * scale), Math.round(page.height * scale)];
        // The page is laid out at full size with its top left outside the bitmap: PDFium paints only what shows.
        // Without FPDF_ANNOT, since the frames of links and comments are not the page's own.
        pdfium._FPDF_RenderPageBitmap(bitmap, handle, -at.x, -at.y, pageWidth, pageHeight, 0, FPDF_REVERSE_BYTE_ORDER);
        pdfium._FPDFBitmap_Destroy(bitmap);
        return pdfium.HEAPU8.slice(pixels, pixels + stride * at.height);
      });
    } finally {
      if (!this.broken) pdfium.wasmExports.free(pixels);
    }
  }

  private page(number: number): number {
    if (this.open?.number === number) return this.open.handle;
    this.closePage();
    const handle = this.guard(() => this.pdfium._FPDF_LoadPage(this.document, number - 1));
    if (handle === 0) throw new RowError('unreadable', `page ${number} cannot be rendered`);
    this.open = { number, handle };
    return handle;
  }

  private closePage(): void {
    const page = this.open;
    this.open = null;
    if (page) this.guard(() => this.pdfium._FPDF_ClosePage(page.handle));
  }

  private allocate(size: number): number {
    const pointer = this.guard(() => this.pdfium.wasmExports.malloc(size));
    if (pointer === 0) throw new RowError('too-large', `no memory for ${size} bytes of a PDF's page`);
    return pointer;
  }

  /** A trap leaves PDFium's memory in disorder: the instance is given up with the document that caused it. */
  private guard<T>(call: () => T): T {
    if (this.broken) throw new RowError('unreadable', 'the PDF broke its renderer earlier');
    try {
      return call();
    } catch (cause) {
      this.broken = true;
      throw new RowError('unreadable', 'the PDF broke its renderer', { cause });
    }
  }

  [Symbol.dispose](): void {
    try {
      if (!this.broken) this.close();
    } finally {
      releasePdfium(this.pdfium, this.broken);
    }
  }

  private close(): void {
    this.closePage();
    this.guard(() => {
      this.pdfium._FPDF_CloseDocument(this.document);
      this.pdfium.wasmExports.free(this.bytes);
    });
  }
}

/** A drawing as PNG: its PDF as PDFium paints it, the same on every machine. */
import sharp from 'sharp';
import { openRasteriser } from '../../pdf/rasterise.ts';
import type { Drawing } from '../page/poster-drawing.ts';
import { writePdf } from './write-pdf.ts';

const POINTS_PER_INCH = 72;

/** @param longEdge pixels of the longer side */
export async function writePng(drawing: Drawing, longEdge: number): Promise<Buffer> {
  using pdf = await openRasteriser(await writePdf(drawing));
  const page = pdf.pageSize(1);
  const dpi = (longEdge / Math.max(page.width, page.height)) * POINTS_PER_INCH;
  const { data, width, height } = pdf.render(page, { x0: 0, y0: 0, x1: page.width, y1: page.height }, dpi);
  return await sharp(Buffer.from(data.buffer, data.byteOffset, data.length), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** The figures that Dolphin found in a paper → pictures, drawn from the PDF and not from what the model was shown. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from '../lib/picture-decoder.ts';
import type { ExtractedFigure } from '../model/schemas.ts';
import { openRasteriser } from '../pdf/rasterise.ts';

/** The figures with `file_path` and the pixels of their pictures, written to `dir`. @throws RowError */
export async function drawPageFigures(
  path: string,
  figures: readonly ExtractedFigure[],
  { dir, dpi }: { dir: string; dpi: number },
): Promise<ExtractedFigure[]> {
  if (figures.length === 0) return [];
  using pdf = await openRasteriser(await readFile(path));
  const drawn: ExtractedFigure[] = [];
  for (const figure of figures) {
    const page = pdf.pageSize(figure.page_number);
    const [x, y, w, h] = figure.bbox_pct;
    const [x0, y0] = [(x / 100) * page.width, (y / 100) * page.height];
    const region = { x0, y0, x1: x0 + (w / 100) * page.width, y1: y0 + (h / 100) * page.height };
    const { data, width, height } = pdf.render(page, region, dpi);
    const file_path = join(dir, `${figure.figure_id}.png`);
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(file_path);
    drawn.push({ ...figure, width, height, file_path });
  }
  return drawn;
}

/** Rows for the benchmarks, each with a picture that no other row has. */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

export interface PictureSet {
  count: number;
  /** Pixels. */
  width: number;
  height: number;
}

/** @returns the path of the CSV; what an earlier call left in the folder is used again */
export async function makeRows(folder: string, { count, width, height }: PictureSet): Promise<string> {
  await mkdir(folder, { recursive: true });
  const paper = join(folder, 'paper.pdf');
  await writeFile(paper, 'nobody opens it');
  const lines = ['paper_id,title,abstract,local_image_path,local_pdf_path'];
  for (let index = 1; index <= count; index++) {
    const path = join(folder, `poster-${index}.jpg`);
    if (!(await isThere(path))) await writeFile(path, await drawPicture(index, width, height));
    lines.push(`paper-${index},Title ${index},Abstract,${path},${paper}`);
  }
  const rows = join(folder, `rows-${count}.csv`);
  await writeFile(rows, `${lines.join('\n')}\n`);
  return rows;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Noise on a ground, both by the index: like a photograph, it does not compress to nothing. */
function drawPicture(index: number, width: number, height: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const number = `<svg width="${width}" height="${height}"><text x="10" y="60" font-size="48">${index}</text></svg>`;
  return sharp({ create: { width, height, channels: 3, background: { r: index % 256, g: index >> 8, b: 128 }, noise } })
    .composite([{ input: Buffer.from(number) }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import sharp from 'sharp';

/** Pixels of the poster's longer edge, as conference sites publish them. */
const LONG_EDGE = 3000;

/** Renders a poster's only page to a PNG (palette, to stay small) or a JPEG, by the target's ending. */
export async function rasterise(pdf: string, target: string) {
  const stem = `${pdf}.page`;
  await promisify(execFile)('pdftoppm', ['-singlefile', '-png', '-scale-to', String(LONG_EDGE), pdf, stem]);
  const image = sharp(`${stem}.png`);
  if (target.endsWith('.png')) await image.png({ palette: true, colours: 128, effort: 10 }).toFile(target);
  else await image.jpeg({ quality: 80, mozjpeg: true }).toFile(target);
  rmSync(`${stem}.png`);
}

import sharp from 'sharp';

/** Dark blue over teal and sand to white: the colours of the samples, from empty to full. */
const STOPS = [
  [20, 30, 62],
  [31, 111, 139],
  [233, 196, 106],
  [255, 250, 235],
] as const;

function colour(share: number): number[] {
  const at = Math.min(0.9999, Math.max(0, share)) * (STOPS.length - 1);
  const from = STOPS[Math.floor(at)]!;
  const to = STOPS[Math.floor(at) + 1]!;
  return from.map((channel, i) => Math.round(channel + (to[i]! - channel) * (at % 1)));
}

/** Draws columns of values in 0–1 (first value of a column on top) as a PNG. Cell sizes in pixels. */
export async function heatMap(file: string, columns: number[][], cell: { cellWidth: number; cellHeight: number }) {
  const width = columns.length;
  const height = columns[0]!.length;
  const pixels = Buffer.alloc(width * height * 3);
  columns.forEach((column, x) => {
    column.forEach((value, y) => {
      pixels.set(colour(value), (y * width + x) * 3);
    });
  });
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(width * cell.cellWidth, height * cell.cellHeight, {
      kernel: 'nearest',
      fit: 'fill',
    })
    .png({ palette: true, colours: 64 })
    .toFile(file);
}

/**
 * How the time of figure matching grows: with the paper's figures, and with the poster's pixels.
 *
 *     node test/bench/matching-growth.ts
 *
 * Figures and posters are drawn here; three of the figures are on the poster. Prints seconds of CPU and the exponent
 * between the first and the last row: 1 is linear.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { matchFigures } from '../../src/figures/match/match-figures.ts';
import type { ExtractedFigure } from '../../src/model/schemas.ts';
import { drawFigure, drawPoster, POSTER } from '../helpers/draw-scene.ts';

const FIGURES = [3, 12, 50, 200];
const MEGAPIXELS = [1, 6, 25, 100];
/** Of the paper whose poster grows. */
const FEW = 12;

const folder = await mkdtemp(join(tmpdir(), 'bench-growth-'));
const figures = await Promise.all(Array.from({ length: Math.max(...FIGURES) }, (_, i) => drawFigure(folder, i + 1)));
const poster = await drawPoster(
  folder,
  [
    { figure: 0, x: 60, y: 100, width: 560 },
    { figure: 1, x: 720, y: 100, width: 500 },
    { figure: 2, x: 60, y: 560, width: 480 },
  ],
  figures,
);

async function cpuSeconds(posterPath: string, paperFigures: readonly ExtractedFigure[]): Promise<number> {
  const before = process.cpuUsage();
  await matchFigures({ posterPath, layoutFigures: [], paperFigures, method: 'located', featureThreshold: 0.1 });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function enlarged(megapixels: number): Promise<string> {
  const path = join(folder, `poster-${megapixels}.jpg`);
  const scale = Math.sqrt((megapixels * 1e6) / (POSTER.width * POSTER.height));
  await sharp(poster)
    .resize({ width: Math.round(POSTER.width * scale) })
    .jpeg()
    .toFile(path);
  return path;
}

function print(name: string, rows: readonly { size: number; seconds: number }[]): void {
  console.log(`| ${name} | s CPU |\n|---|---|`);
  for (const { size, seconds } of rows) console.log(`| ${size} | ${seconds.toFixed(2)} |`);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return;
  const exponent = Math.log(last.seconds / first.seconds) / Math.log(last.size / first.size);
  console.log(`| exponent | ${exponent.toFixed(2)} |\n`);
}

// The first call pays for what V8 compiles.
await cpuSeconds(poster, figures.slice(0, 1));
const byFigures: { size: number; seconds: number }[] = [];
for (const size of FIGURES) byFigures.push({ size, seconds: await cpuSeconds(poster, figures.slice(0, size)) });
print('figures', byFigures);
const byPixels: { size: number; seconds: number }[] = [];
for (const size of MEGAPIXELS)
  byPixels.push({ size, seconds: await cpuSeconds(await enlarged(size), figures.slice(0, FEW)) });
print('megapixels', byPixels);
await rm(folder, { recursive: true });

/** Figures of this project's own making, and posters that show them, as files. */
import { join } from 'node:path';
import sharp from 'sharp';
import type { ExtractedFigure } from '../../src/model/schemas.ts';

/** Where a figure is shown on the poster, pixels; `turns` clockwise by quarters; `part` in fractions of the figure. */
export interface Showing {
  readonly figure: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly turns?: 1 | 3;
  readonly part?: { left: number; top: number; width: number; height: number };
}

export const FIGURE = { width: 640, height: 420 };
export const POSTER = { width: 1320, height: 980 };

/** A plot, a diagram or a scatter of marks, different for every seed. */
export async function drawFigure(folder: string, seed: number): Promise<ExtractedFigure> {
  const path = join(folder, `fig_${seed}.png`);
  await sharp(Buffer.from(figureSvg(seed)))
    .flatten({ background: '#ffffff' })
    .png()
    .toFile(path);
  return {
    figure_id: `fig_${seed}`,
    source_doc: 'paper',
    label: `Figure ${seed}`,
    caption: null,
    kind: 'vector',
    page_number: seed,
    bbox_pct: [10, 10, 60, 30],
    ...FIGURE,
    file_path: path,
  };
}

export async function drawPoster(
  folder: string,
  showings: readonly Showing[],
  figures: readonly ExtractedFigure[],
): Promise<string> {
  const layers = await Promise.all(
    showings.map(async (shown) => ({ input: await picture(shown, figures), left: shown.x, top: shown.y })),
  );
  const path = join(folder, `poster-${showings.length}.png`);
  const words = Buffer.from(posterSvg());
  await sharp({ create: { ...POSTER, channels: 3, background: '#fdfbf5' } })
    .composite([{ input: words, left: 0, top: 0 }, ...layers])
    .png()
    .toFile(path);
  return path;
}

async function picture({ figure, width, turns, part }: Showing, figures: readonly ExtractedFigure[]): Promise<Buffer> {
  let image = sharp(figures[figure]?.file_path ?? '');
  if (part) {
    const box = {
      left: Math.round(part.left * FIGURE.width),
      top: Math.round(part.top * FIGURE.height),
      width: Math.round(part.width * FIGURE.width),
      height: Math.round(part.height * FIGURE.height),
    };
    image = sharp(await image.extract(box).png().toBuffer());
  }
  if (turns)
    image = sharp(
      await image
        .rotate(turns * 90)
        .png()
        .toBuffer(),
    );
  return image.resize({ width }).jpeg({ quality: 85 }).toBuffer();
}

/** Numbers in [0, 1), the same for a seed. */
function* noise(seed: number): Generator<number, never> {
  let state = seed * 7919 + 17;
  for (;;) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

function figureSvg(seed: number): string {
  const random = noise(seed);
  const next = (scale: number): number => Math.round(random.next().value * scale);
  const curve = Array.from({ length: 24 }, (_, i) => `${60 + i * 23},${40 + next(300)}`).join(' ');
  const marks = Array.from({ length: 60 }, () => {
    const [x, y, size] = [60 + next(540), 30 + next(320), 4 + next(16)];
    const colour = `rgb(${next(200)},${next(200)},${next(200)})`;
    return next(1)
      ? `<circle cx="${x}" cy="${y}" r="${size}" fill="${colour}"/>`
      : `<rect x="${x}" y="${y}" width="${size}" height="${size + next(20)}" fill="${colour}"/>`;
  });
  const ticks = Array.from(
    { length: 10 },
    (_, i) => `<path d="M${60 + i * 58} 380v8M52 ${30 + i * 36}h8" stroke="black"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${FIGURE.width}" height="${FIGURE.height}">
    <path d="M60 20V380H620" fill="none" stroke="black" stroke-width="2"/>${ticks.join('')}${marks.join('')}
    <polyline points="${curve}" fill="none" stroke="#c03020" stroke-width="3"/></svg>`;
}

/** Bars in place of words: no fonts are needed. */
function posterSvg(): string {
  const random = noise(99);
  const bars = Array.from({ length: 380 }, (_, i) => {
    const [x, y] = [40 + (i % 20) * 64, 100 + Math.floor(i / 20) * 44];
    return `<rect x="${x}" y="${y}" width="${12 + random.next().value * 44}" height="14" fill="#333"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${POSTER.width}" height="${POSTER.height}">${bars.join('')}</svg>`;
}

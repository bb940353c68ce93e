/**
 * Draws the pictures on which the SIFT kernel is held against OpenCV: what papers and posters show, invented here.
 * `node test/bench/sift-pictures.ts DIR [SCALE]` writes grey PNGs; the fixtures are those of scale 1.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/** Numbers 0…1 from a seed (mulberry32), so that every run draws the same. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS =
  'scale space keypoint gradient of the matching poster figure descriptor we show that with angle octave'.split(' ');

function phrase(roll: () => number, words: number): string {
  return Array.from({ length: words }, () => WORDS[Math.floor(roll() * WORDS.length)]).join(' ');
}

function svg(width: number, height: number, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="DejaVu Sans, sans-serif"><rect width="100%" height="100%" fill="#fff"/>${body}</svg>`;
}

const text = (x: number, y: number, size: number, words: string, more = '') =>
  `<text x="${x}" y="${y}" font-size="${size}" ${more}>${words}</text>`;

function axes(x: number, y: number, w: number, h: number): string {
  const ticks = Array.from({ length: 6 }, (_, i) => {
    const left = x + (i * w) / 5;
    const top = y + (i * h) / 5;
    return `<path d="M${left} ${y + h}v4M${x} ${top}h-4" stroke="#000"/>${text(left - 5, y + h + 14, 9, String(i * 20))}${text(x - 22, top + 3, 9, (1 - i / 5).toFixed(1))}`;
  });
  return `<path d="M${x} ${y}V${y + h}H${x + w}" fill="none" stroke="#000"/>${ticks.join('')}`;
}

function curve(roll: () => number, x: number, y: number, w: number, h: number, shade: string, dash = ''): string {
  const rate = 1 + 4 * roll();
  const points = Array.from({ length: 41 }, (_, i) => {
    const value = 0.15 + 0.7 * (1 - Math.exp((-rate * i) / 40)) + 0.06 * (roll() - 0.5);
    return `${(x + (i * w) / 40).toFixed(1)},${(y + h * (1 - value)).toFixed(1)}`;
  });
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${shade}" stroke-width="1.6" stroke-dasharray="${dash}"/>`;
}

function plot(): string {
  const roll = dice(1);
  const curves = ['#1f77b4', '#d62728', '#2ca02c'].map((shade, i) =>
    curve(roll, 50, 30, 320, 210, shade, ['', '6 3', '2 2'][i]),
  );
  const legend = ['ours', 'baseline', 'ablation'].map((name, i) => text(290, 180 + 16 * i, 11, name)).join('');
  return svg(
    400,
    290,
    axes(50, 30, 320, 210) +
      curves.join('') +
      legend +
      text(130, 20, 13, 'Accuracy by epoch') +
      text(180, 280, 11, 'epoch'),
  );
}

function panels(): string {
  const roll = dice(2);
  const body = Array.from({ length: 6 }, (_, i) => {
    const [x, y] = [40 + (i % 3) * 150, 25 + Math.floor(i / 3) * 150];
    const bars = Array.from({ length: 7 }, (_, k) => {
      const high = 10 + 80 * roll();
      return `<rect x="${x + 4 + k * 14}" y="${y + 100 - high}" width="10" height="${high}" fill="hsl(${40 * k},60%,${35 + 5 * k}%)"/>`;
    });
    const shown = i % 2 ? bars.join('') : curve(roll, x, y, 100, 100, '#333') + curve(roll, x, y, 100, 100, '#e60');
    return axes(x, y, 100, 100) + shown + text(x - 14, y - 6, 12, `(${'abcdef'[i]})`, 'font-weight="bold"');
  });
  return svg(480, 320, body.join(''));
}

function diagram(): string {
  const names = ['PDF', 'Parser', 'Figures', 'SIFT', 'Match', 'Layout', 'Engine', 'JSONL'];
  const body = names.map((name, i) => {
    const [x, y] = [20 + (i % 4) * 112, 40 + Math.floor(i / 4) * 120];
    const box =
      i % 3 === 2
        ? `<ellipse cx="${x + 42}" cy="${y + 25}" rx="42" ry="25" fill="#fde" stroke="#804"/>`
        : `<rect x="${x}" y="${y}" width="84" height="50" rx="8" fill="#def" stroke="#048" stroke-width="2"/>`;
    const arrow = i % 4 < 3 ? `<path d="M${x + 84} ${y + 25}h28m-7 -4l7 4l-7 4z" stroke="#222" fill="#222"/>` : '';
    return box + arrow + text(x + 18, y + 30, 13, name);
  });
  return svg(
    460,
    260,
    `${body.join('')}<path d="M398 90Q398 130 230 130T62 158" fill="none" stroke="#222" stroke-dasharray="4 3"/>`,
  );
}

function table(): string {
  const roll = dice(3);
  const body = Array.from({ length: 9 }, (_, row) => {
    const y = 40 + row * 22;
    const cells = Array.from({ length: 5 }, (_, k) =>
      text(150 + k * 60, y, 12, row ? (100 * roll()).toFixed(2) : `m${k + 1} ↑`),
    );
    return text(16, y, 12, row ? phrase(roll, 2) : 'Method', row % 4 ? '' : 'font-weight="bold"') + cells.join('');
  });
  return svg(460, 240, `${body.join('')}<path d="M10 22H450M10 47H450M10 226H450" stroke="#000" stroke-width="1.5"/>`);
}

function scatter(): string {
  const roll = dice(4);
  const dots = Array.from({ length: 260 }, (_, i) => {
    const spread = () => (roll() + roll() + roll() - 1.5) * 60;
    const [x, y] = [[110, 200][i % 2]! + (i % 3) * 70 + spread(), [90, 160][i % 2]! + spread()];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${2 + (i % 3)}" fill="hsl(${(i % 3) * 120},70%,45%)" fill-opacity="0.7"/>`;
  });
  return svg(400, 280, axes(40, 15, 340, 235) + dots.join(''));
}

function heatmap(): string {
  const roll = dice(5);
  const cells = Array.from({ length: 144 }, (_, i) => {
    const [x, y] = [30 + (i % 12) * 24, 20 + Math.floor(i / 12) * 24];
    const value = i % 13 === 0 ? 0.7 + 0.3 * roll() : 0.5 * roll();
    return `<rect x="${x}" y="${y}" width="24" height="24" fill="hsl(220,60%,${95 - 70 * value}%)"/>${text(x + 4, y + 15, 8, value.toFixed(2))}`;
  });
  return svg(340, 330, cells.join(''));
}

function poster(): string {
  const roll = dice(6);
  const columns = Array.from({ length: 3 }, (_, k) => {
    const x = 14 + k * 208;
    const lines = (y: number, n: number) =>
      Array.from({ length: n }, (_, i) => text(x + 6, y + i * 10, 7, phrase(roll, 6))).join('');
    const head = (y: number, name: string) =>
      `<rect x="${x}" y="${y}" width="198" height="18" fill="#246"/>${text(x + 6, y + 13, 11, name, 'fill="#fff"')}`;
    const figure = `<g transform="translate(${x + 10} 220) scale(0.44)">${axes(40, 10, 340, 200)}${curve(roll, 40, 10, 340, 200, '#c30')}${curve(roll, 40, 10, 340, 200, '#06c')}</g>`;
    return (
      head(70, ['Motivation', 'Method', 'Results'][k]!) +
      lines(102, 10) +
      figure +
      head(340, ['Data', 'Model', 'Outlook'][k]!) +
      lines(372, 7)
    );
  });
  return svg(
    640,
    460,
    `<rect width="640" height="58" fill="#123"/>${text(60, 36, 24, 'A Poster About Nothing in Particular', 'fill="#fff"')}${columns.join('')}`,
  );
}

/** Value noise over several octaves, lit balls and grain: the texture and soft edges of a photograph. */
async function photograph(scale: number): Promise<Buffer> {
  const roll = dice(7);
  const [width, height] = [360, 270];
  const layers = [9, 23, 50, 110].map((size) => ({
    size,
    knots: Float64Array.from({ length: (size + 2) ** 2 }, roll),
  }));
  const noise = (x: number, y: number) =>
    layers.reduce((sum, { size, knots }) => {
      const [u, v] = [(x / width) * size, (y / width) * size];
      const [p, q] = [Math.floor(u), Math.floor(v)];
      const at = (a: number, b: number) => knots[(q + b) * (size + 2) + p + a]!;
      const top = at(0, 0) * (1 - u + p) + at(1, 0) * (u - p);
      const low = at(0, 1) * (1 - u + p) + at(1, 1) * (u - p);
      return sum + (top * (1 - v + q) + low * (v - q)) / 4;
    }, 0);
  const balls = Array.from({ length: 14 }, () => ({ x: roll() * width, y: roll() * height, r: 8 + 34 * roll() }));
  const pixels = Uint8Array.from({ length: width * height * scale ** 2 }, (_, i) => {
    const [x, y] = [(i % (width * scale)) / scale, Math.floor(i / (width * scale)) / scale];
    const ball = balls.find((b) => (x - b.x) ** 2 + (y - b.y) ** 2 < b.r ** 2);
    const light = ball
      ? 0.9 - (0.8 * Math.hypot(x - ball.x + ball.r / 3, y - ball.y + ball.r / 3)) / (1.5 * ball.r)
      : 0.3;
    return Math.max(0, Math.min(255, 255 * (0.9 * light + 0.9 * noise(x, y) - 0.25) + 8 * (roll() - 0.5)));
  });
  return sharp(pixels, { raw: { width: width * scale, height: height * scale, channels: 1 } })
    .blur(0.7)
    .png()
    .toBuffer();
}

const DRAWINGS = { plot, panels, diagram, table, scatter, heatmap, poster };

const [folder = 'test/fixtures/sift', scale = '1'] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const pictures: { name: string; bytes: Uint8Array }[] = Object.entries(DRAWINGS).map(([name, draw]) => ({
  name,
  bytes: Buffer.from(draw()),
}));
pictures.push({ name: 'photograph', bytes: await photograph(Number(scale)) });
for (const { name, bytes } of pictures) {
  const grey = sharp(bytes, { density: 72 * Number(scale) })
    .flatten()
    .toColourspace('b-w');
  await grey.png({ compressionLevel: 9 }).toFile(path.join(folder, `${name}.png`));
}

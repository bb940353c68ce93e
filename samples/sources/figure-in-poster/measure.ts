/** Hides figures in a made poster at many sizes and qualities and measures how well they are found again. */
import sharp, { type Sharp } from 'sharp';
import { Measured } from '../style/measured.ts';
import { random } from '../style/random.ts';
import { agree, type Grey, type Keypoint, keypoints, matchKeypoints, type Placement } from './keypoints.ts';
import { plot, sphereScene, terrain } from './pictures.ts';

const out = new Measured(import.meta.dirname);
const data = `${import.meta.dirname}/data`;
const WIDTH = 480;
const HEIGHT = 360;
const POSTER = { width: 1200, height: 800 };

async function greyOf(image: Sharp): Promise<Grey> {
  const { data: pixels, info } = await image
    .clone()
    .removeAlpha()
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const values = Float32Array.from({ length: info.width * info.height }, (_, i) => pixels[i * info.channels]! / 255);
  return { width: info.width, height: info.height, data: values };
}

/** Lines of bars in word lengths: what text looks like from afar. */
function background(seed: number): string {
  const next = random(seed);
  const bars: string[] = [];
  for (const left of [30, 620]) {
    for (let y = 90; y < POSTER.height - 20; y += 13) {
      for (let x = left; x < left + 520; ) {
        const length = 8 + 38 * next();
        bars.push(`<rect x="${x}" y="${y}" width="${Math.min(length, left + 545 - x)}" height="6" fill="#3a3f47"/>`);
        x += length + 6;
      }
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${POSTER.width}" height="${POSTER.height}">
    <rect width="100%" height="100%" fill="#fcfbf7"/><rect width="100%" height="60" fill="#5b3a6e"/>${bars.join('')}</svg>`;
}

interface Hidden {
  poster: Buffer;
  box: { left: number; top: number; width: number; height: number };
}

async function hide(figure: Sharp, scale: number, quality: number, seed: number): Promise<Hidden> {
  const next = random(seed);
  const width = Math.round(WIDTH * scale);
  const height = Math.round(HEIGHT * scale);
  const left = Math.round(next() * (POSTER.width - width));
  const top = Math.round(60 + next() * (POSTER.height - 60 - height));
  const input = await figure.clone().resize(width, height, { fit: 'fill' }).png().toBuffer();
  const poster = await sharp(Buffer.from(background(seed)))
    .composite([{ input, left, top }])
    .jpeg({ quality })
    .toBuffer();
  return { poster, box: { left, top, width, height } };
}

/** Intersection over union of the box found and the true one. */
function overlap(found: Placement, box: Hidden['box']): number {
  const [w, h] = [WIDTH * found.scale, HEIGHT * found.scale];
  const across = Math.min(found.x + w, box.left + box.width) - Math.max(found.x, box.left);
  const down = Math.min(found.y + h, box.top + box.height) - Math.max(found.y, box.top);
  if (across <= 0 || down <= 0) return 0;
  return (across * down) / (w * h + box.width * box.height - across * down);
}

/** Pearson correlation of two pictures of one size. */
function correlation(a: Grey, b: Grey): number {
  const n = a.data.length;
  const mean = (v: Float32Array) => v.reduce((sum, value) => sum + value, 0) / n;
  const [ma, mb] = [mean(a.data), mean(b.data)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [da, db] = [a.data[i]! - ma, b.data[i]! - mb];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

const figures: [string, Sharp][] = [
  ['scene', sphereScene(WIDTH, HEIGHT, 5)],
  ['terrain', terrain(WIDTH, HEIGHT, 11)],
  ['plot', plot(WIDTH, HEIGHT, 3)],
];
await sphereScene(960, 720, 5).jpeg({ quality: 82 }).toFile(`${data}/scene.jpg`);
await terrain(WIDTH, HEIGHT, 11).resize(720).jpeg({ quality: 84 }).toFile(`${data}/terrain.jpg`);
await sphereScene(800, 600, 21).jpeg({ quality: 82 }).toFile(`${data}/other-scene.jpg`);

const known = new Map<string, Keypoint[]>();
for (const [name, figure] of figures) {
  const points = keypoints(await greyOf(figure));
  known.set(name, points);
  out.value(`${name}Points`, points.length);
}

async function find(name: string, hidden: Hidden) {
  const seen = keypoints(await greyOf(sharp(hidden.poster)));
  const pairs = matchKeypoints(known.get(name)!, seen);
  return { ...agree(pairs, WIDTH), pairs: pairs.length, seen: seen.length };
}

const scales = [0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.6];
const inlierRows: number[][] = [];
const overlapRows: (number | string)[][] = [];
for (const scale of scales) {
  const inliers: number[] = [];
  const overlaps: number[] = [];
  for (const [name, figure] of figures) {
    let [count, shared] = [0, 0];
    for (const seed of [1, 2]) {
      const hidden = await hide(figure, scale, 85, seed);
      const found = await find(name, hidden);
      count += found.inliers / 2;
      shared += overlap(found, hidden.box) / 2;
      if (scale === 0.5 && seed === 1) {
        out.value(`${name}Pairs`, found.pairs);
        out.value(`${name}Inliers`, found.inliers);
        out.value(`${name}Overlap`, overlap(found, hidden.box).toFixed(3));
        out.value(`${name}Seen`, found.seen);
      }
    }
    inliers.push(count);
    overlaps.push(shared);
  }
  inlierRows.push([scale, ...inliers]);
  overlapRows.push([scale, ...overlaps.map((value) => value.toFixed(4))]);
}
out.table('scales', ['scale', 'scene', 'terrain', 'plot'], inlierRows);
out.table('overlaps', ['scale', 'scene', 'terrain', 'plot'], overlapRows);

const qualityRows: number[][] = [];
for (const quality of [5, 10, 20, 30, 50, 70, 85, 95]) {
  const row = [quality];
  for (const [name, figure] of figures) row.push((await find(name, await hide(figure, 0.5, quality, 3))).inliers);
  qualityRows.push(row);
}
out.table('quality', ['quality', 'scene', 'terrain', 'plot'], qualityRows);

/** How many pairs agree in posters that do not have the figure, but one of another kind or of the same kind. */
const unrelated: number[] = [];
const related = new Map<string, number[]>(figures.map(([name]) => [name, []]));
for (const seed of [31, 32, 33, 34, 35]) {
  const others: [string, Sharp][] = [
    ['scene', sphereScene(WIDTH, HEIGHT, seed)],
    ['terrain', terrain(WIDTH, HEIGHT, seed)],
    ['plot', plot(WIDTH, HEIGHT, seed)],
  ];
  for (const [kind, other] of others) {
    const seen = keypoints(await greyOf(sharp((await hide(other, 0.8, 85, seed)).poster)));
    for (const [name, points] of known) {
      (name === kind ? related.get(name)! : unrelated).push(agree(matchKeypoints(points, seen), WIDTH).inliers);
    }
  }
}
out.value('unrelatedTrials', unrelated.length);
out.value('unrelatedMean', (unrelated.reduce((sum, count) => sum + count, 0) / unrelated.length).toFixed(1));
out.value('unrelatedMost', Math.max(...unrelated));
for (const [name, counts] of related) {
  out.value(`${name}SameLeast`, Math.min(...counts));
  out.value(`${name}SameMost`, Math.max(...counts));
}

/** Correlation of the figure, taken a little too large or too small, with itself. */
const slipRows: (number | string)[][] = [];
for (let percent = -12; percent <= 12; percent += 1) {
  const row: (number | string)[] = [percent];
  for (const [, figure] of figures) {
    const width = Math.round(WIDTH * (1 + Math.abs(percent) / 100));
    const height = Math.round(HEIGHT * (1 + Math.abs(percent) / 100));
    const wide = sharp(await figure.clone().resize(width, height, { fit: 'fill' }).png().toBuffer());
    const same = { left: (width - WIDTH) >> 1, top: (height - HEIGHT) >> 1, width: WIDTH, height: HEIGHT };
    const slipped = sharp(await wide.extract(same).png().toBuffer());
    row.push(correlation(await greyOf(figure), await greyOf(slipped)).toFixed(4));
  }
  slipRows.push(row);
}
out.table('slip', ['percent', 'scene', 'terrain', 'plot'], slipRows);
const at3 = slipRows.find(([percent]) => percent === 3)!;
out.value('slipScene', Number(at3[1]).toFixed(2));
out.value('slipTerrain', Number(at3[2]).toFixed(2));
out.value('slipPlot', Number(at3[3]).toFixed(2));

/** The picture of one search: poster, its keypoints, and the frame that was found. */
const shown = await hide(figures[0]![1], 0.7, 85, 9);
const seen = keypoints(await greyOf(sharp(shown.poster)));
const pairs = matchKeypoints(known.get('scene')!, seen);
const place = agree(pairs, WIDTH);
const marks = [
  ...seen.map(
    (p) => `<circle cx="${p.x}" cy="${p.y}" r="${1.5 * p.sigma}" fill="none" stroke="#c8553d" stroke-opacity="0.5"/>`,
  ),
  ...pairs.map(([, p]) => `<circle cx="${p.x}" cy="${p.y}" r="5" fill="#e9c46a" stroke="#1b2a41"/>`),
  `<rect x="${place.x}" y="${place.y}" width="${WIDTH * place.scale}" height="${HEIGHT * place.scale}" fill="none" stroke="#ffd166" stroke-width="5"/>`,
];
const drawn = await sharp(shown.poster)
  .composite([
    { input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800">${marks.join('')}</svg>`) },
  ])
  .png()
  .toBuffer();
await sharp(drawn).resize(1000).jpeg({ quality: 66, mozjpeg: true }).toFile(`${data}/search.jpg`);
out.value('shownSeen', seen.length.toLocaleString('en'));
out.value('shownPairs', pairs.length);
out.value('shownInliers', place.inliers);
out.value('shownOverlap', overlap(place, shown.box).toFixed(3));
out.value('shownScale', place.scale.toFixed(3));
out.write();

/** Orders generated pages in three ways, looks for their headings, and takes the sizes of glyphs in real papers. */
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { Measured } from '../style/measured.ts';
import { random } from '../style/random.ts';
import { byCuts, byGutters, byRows, neighboursKept } from './orders.ts';
import { makePage, PAGE, type PageKind, type Run } from './pages.ts';

const out = new Measured(import.meta.dirname);
const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);
const methods = [byRows, byCuts, byGutters];
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (share: number) => (100 * share).toFixed(1);

/** Drawing order is no help: runs are shuffled by their x, as programs that draw by font do. */
const shuffled = (runs: Run[]) => [...runs].sort((a, b) => ((a.x * 7919) % 101) - ((b.x * 7919) % 101));

function kept(kind: PageKind, method: (runs: Run[]) => Run[]): number {
  return mean(SEEDS.map((seed) => neighboursKept(method(shuffled(makePage(kind, seed))))));
}

const gutterRows: (number | string)[][] = [];
for (const gutter of [0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 2.5, 3, 4]) {
  const row = methods.map((method) => kept({ columns: 2, gutter, jitter: 0.2 }, method));
  gutterRows.push([gutter, ...row.map(percent)]);
  if (gutter === 2) {
    for (const [i, name] of ['rows20', 'cuts20', 'gutters20'].entries()) out.value(name, percent(row[i]!));
  }
  if (gutter === 0.8) {
    out.value('narrow', '0.8');
    out.value('cutsNarrow', percent(row[1]!));
    out.value('guttersNarrow', percent(row[2]!));
  }
}
out.table('gutter', ['gutter', 'rows', 'cuts', 'gutters'], gutterRows);

for (const columns of [1, 2, 3]) {
  methods.forEach((method, i) => {
    out.value(
      `columns${columns}${['rows', 'cuts', 'gutters'][i]}`,
      percent(kept({ columns, gutter: 2, jitter: 0.2 }, method)),
    );
  });
}

const jitterRows: (number | string)[][] = [];
for (const jitter of [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3]) {
  jitterRows.push([jitter, ...methods.map((method) => percent(kept({ columns: 2, gutter: 2, jitter }, method)))]);
}
out.table('jitter', ['jitter', 'rows', 'cuts', 'gutters'], jitterRows);
out.value('jitterMost', jitterRows.at(-1)![3]!);
out.value('pages', SEEDS.length * 3);
out.value('pagesEach', SEEDS.length);

/** Headings by size, in units of the body's size, and by weight. */
const all = [1, 2, 3].flatMap((columns) =>
  SEEDS.flatMap((seed) => makePage({ columns, gutter: 2, jitter: 0.2 }, seed)),
);
function fScore(isHeading: (run: Run) => boolean): number {
  const right = all.filter((run) => run.heading && isHeading(run)).length;
  const precision = right / (all.filter(isHeading).length || 1);
  const recall = right / all.filter((run) => run.heading).length;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
const headingRows: (number | string)[][] = [];
let best = { size: 0, both: 0, threshold: 0 };
for (let threshold = 1.02; threshold < 1.5; threshold += 0.02) {
  const size = fScore((run) => run.size >= threshold * PAGE.size);
  const both = fScore((run) => run.size >= threshold * PAGE.size || run.bold);
  headingRows.push([threshold.toFixed(2), size.toFixed(4), both.toFixed(4)]);
  if (both > best.both) best = { size: best.size, both, threshold };
  best.size = Math.max(best.size, size);
}
out.table('heading', ['threshold', 'size', 'both'], headingRows);
out.value('sizeF', best.size.toFixed(2));
out.value('bothF', best.both.toFixed(2));
out.value('bothThreshold', best.threshold.toFixed(2));
out.value('runs', all.length.toLocaleString('en'));
out.value('headings', all.filter((run) => run.heading).length.toLocaleString('en'));

/** Share of a paper's characters by their size in points. */
async function sizesOf(file: string): Promise<Map<number, number>> {
  const task = getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
  const document = await task.promise;
  const sizes = new Map<number, number>();
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    for (const item of items) {
      if (!('str' in item)) continue;
      const size = Math.round(Math.hypot(item.transform[2], item.transform[3]) * 2) / 2;
      sizes.set(size, (sizes.get(size) ?? 0) + item.str.trim().length);
    }
  }
  await task.destroy();
  return sizes;
}

const papers = ['bounded-streams', 'adaptive-concurrency', 'figure-in-poster'];
const histograms = await Promise.all(papers.map((id) => sizesOf(`${import.meta.dirname}/../../pairs/${id}/paper.pdf`)));
const share = (histogram: Map<number, number>, size: number) =>
  (100 * (histogram.get(size) ?? 0)) / [...histogram.values()].reduce((sum, count) => sum + count, 0);
const sizes = Array.from({ length: 28 }, (_, i) => 4 + i / 2);
out.table(
  'sizes',
  ['size', 'first', 'second', 'third'],
  sizes.map((size) => [size, ...histograms.map((h) => share(h, size).toFixed(3))]),
);
histograms.forEach((histogram, i) => {
  const [size] = [...histogram].sort((a, b) => b[1] - a[1])[0]!;
  out.value(`bodySize${i + 1}`, size);
  out.value(`bodyShare${i + 1}`, share(histogram, size).toFixed(0));
});

/** A generated page as a scanner would see it: every run a streak of ink, a little grain, a little blur. */
async function scan(file: string, runs: Run[], path: Run[] | null) {
  const ink = runs.map((run) => {
    const words: string[] = [];
    for (let x = run.x, i = run.order; x < run.x + run.width - 2; i++) {
      const length = Math.min(run.size * (0.9 + ((i * 37) % 23) / 9), run.x + run.width - x);
      words.push(
        `<rect x="${x.toFixed(1)}" y="${(run.y - 0.5 * run.size).toFixed(1)}" width="${length.toFixed(1)}" height="${(0.5 * run.size).toFixed(1)}" rx="1.5"/>`,
      );
      x += length + 0.28 * run.size;
    }
    return `<g fill="${run.heading ? '#7a2e1d' : '#2b2f36'}" opacity="${run.bold ? 0.95 : 0.62}">${words.join('')}</g>`;
  });
  const points = path
    ?.map((run) => `${(run.x + run.width / 2).toFixed(1)},${(run.y - 0.25 * run.size).toFixed(1)}`)
    .join(' ');
  const trail = points
    ? `<polyline points="${points}" fill="none" stroke="#c8553d" stroke-width="1.3" stroke-opacity="0.75"/>`
    : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${PAGE.height}"><rect width="100%" height="100%" fill="#f7f3ea"/>${ink.join('')}${trail}</svg>`;
  const page = await sharp(Buffer.from(svg)).blur(0.7).png().toBuffer();
  const next = random(9);
  const noise = Buffer.from(Array.from({ length: PAGE.width * PAGE.height }, () => 106 + 44 * next()));
  const grain = await sharp(noise, { raw: { width: PAGE.width, height: PAGE.height, channels: 1 } })
    .png()
    .toBuffer();
  const grained = await sharp(page)
    .composite([{ input: grain, blend: 'soft-light' }])
    .png()
    .toBuffer();
  await sharp(grained).resize(420).jpeg({ quality: 72, mozjpeg: true }).toFile(file);
}
const shown = makePage({ columns: 2, gutter: 2, jitter: 0.2 }, 6);
const folder = `${import.meta.dirname}/data`;
await scan(`${folder}/page.jpg`, shown, null);
await scan(`${folder}/page-rows.jpg`, shown, byRows(shown));
await scan(`${folder}/page-gutters.jpg`, shown, byGutters(shown));
await scan(`${folder}/page-three.jpg`, makePage({ columns: 3, gutter: 1.5, jitter: 0.2 }, 4), null);
out.value('shownRows', percent(neighboursKept(byRows(shown))));
out.value('shownGutters', percent(neighboursKept(byGutters(shown))));
out.write();

/**
 * Which rasteriser? Pages of papers as PNG at 150 dpi, whole and as the regions of their figures, by PDFium
 * (@hyzyla/pdfium, as src/pdf/rasterise.ts uses it) and by pdf.js on @napi-rs/canvas; each in a process of its own.
 *
 *     node test/bench/rasterise.ts PAPER.pdf …
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import sharp from 'sharp';
import { POINTS_PER_INCH } from '../../src/pdf/geometry.ts';
import { openRasteriser } from '../../src/pdf/rasterise.ts';

const DPI = 150;

/** Renders one region of every page of a file and returns how many there were. */
type Candidate = (file: string, shareOfPage: number) => Promise<number>;

const pdfium: Candidate = async (file, share) => {
  using rasteriser = await openRasteriser(readFileSync(file));
  for (let number = 1; number <= rasteriser.pageCount; number++) {
    const page = rasteriser.pageSize(number);
    const { width, height, data } = rasteriser.render(
      page,
      { x0: 0, y0: 0, x1: page.width, y1: page.height * share },
      DPI,
    );
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
  }
  return rasteriser.pageCount;
};

const pdfjs: Candidate = async (file, share) => {
  const task = getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: DPI / POINTS_PER_INCH });
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height * share)];
    const { canvas, context } = canvasOf(document.canvasFactory, width, height);
    await page.render({ canvas: null, canvasContext: context, viewport }).promise;
    const { data } = context.getImageData(0, 0, width, height);
    await sharp(Buffer.from(data.buffer), { raw: { width, height, channels: 4 } })
      .png()
      .toBuffer();
    canvas.width = 0;
    page.cleanup();
  }
  const pages = document.numPages;
  await task.destroy();
  return pages;
};

/** pdf.js types its factory as `Object`; in Node it makes canvases of @napi-rs/canvas. */
interface CanvasFactory {
  create(
    width: number,
    height: number,
  ): {
    canvas: { width: number };
    context: { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray<ArrayBuffer> } };
  };
}

function canvasOf(factory: object, width: number, height: number): ReturnType<CanvasFactory['create']> {
  return (factory as CanvasFactory).create(width, height);
}

const CANDIDATES: Record<string, Candidate> = { pdfium, pdfjs };

const isCandidate = (name: string | undefined): name is string => name !== undefined && Object.hasOwn(CANDIDATES, name);

async function measure(name: string, share: number, files: readonly string[]): Promise<void> {
  const before = process.cpuUsage();
  let pages = 0;
  for (const file of files) pages += await CANDIDATES[name]!(file, share);
  const { user, system } = process.cpuUsage(before);
  const { maxRSS } = process.resourceUsage();
  const perPage = (user + system) / 1000 / pages;
  console.log(
    `| ${name} | ${share === 1 ? 'whole' : 'upper third'} | ${pages} | ${perPage.toFixed(0)} | ${(maxRSS / 1024).toFixed(0)} |`,
  );
}

const [first, share, ...files] = process.argv.slice(2);
if (isCandidate(first)) await measure(first, Number(share), files);
else {
  console.log('| rasteriser | of the page | pages | CPU ms a page | most resident MB |\n|---|---|---|---|---|');
  for (const size of ['1', '0.33'])
    for (const name of Object.keys(CANDIDATES))
      spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, size, ...process.argv.slice(2)], {
        stdio: 'inherit',
      });
}

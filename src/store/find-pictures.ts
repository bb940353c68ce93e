/** Where the pictures of a poster's figures lie: with the paper's figures, beside a stored example, or in the poster itself. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import sharp from 'sharp';
import type { PictureData } from '../draw/page/poster-drawing.ts';
import type { PosterRecord } from '../draw/poster-record.ts';
import { type CutOut, cutOutFigures } from '../figures/match/cut-out-figures.ts';
import { absent } from '../files/absent.ts';
import { fileName } from '../files/file-name.ts';
import type { LayoutFigure } from '../model/schemas.ts';

export interface PicturePlaces {
  /** Folders that may hold figures, an output directory among them. */
  readonly directories: readonly string[];
  /** The poster's own file, checked; `null` where there is none. */
  readonly posterFile: string | null;
  readonly posterPage: number | null;
  /** An empty folder of this poster's own. */
  readonly workDir: string;
}

/** Pixels of a poster's longer edge when its figures are cut out of a PDF: a hundred an inch on A0, and some to spare. */
const CUT_EDGE = 6000;

/** By the paper's label and by the layout's id. */
export async function findPictures(poster: PosterRecord, places: PicturePlaces): Promise<Map<string, PictureData>> {
  const files = await filesIn(poster, places);
  const pictures = new Map<string, PictureData>();
  const keep = async (key: string, path: string | undefined): Promise<boolean> => {
    const picture = path === undefined ? null : await readPicture(path);
    if (picture) pictures.set(key, picture);
    return picture !== null;
  };
  for (const [label, name] of linkedNames(poster.markdown)) await keep(label, files.get(name));
  const missing: LayoutFigure[] = [];
  const own = poster.layout.figures.filter(({ id, paper_figure }) =>
    poster.reused.size > 0 ? !poster.reused.has(id) : paper_figure === null,
  );
  for (const figure of poster.layout.figures) {
    const index = own.indexOf(figure);
    const name = index >= 0 ? `own_${index + 1}` : (poster.reused.get(figure.id) ?? '');
    if (pictures.has(figure.paper_figure ?? '')) continue;
    if (!(await keep(figure.id, files.get(name)))) missing.push(figure);
  }
  for (const [id, path] of await cutFromPoster(missing, places)) await keep(id, path);
  // A text may show one figure twice, and the layout has it once.
  for (const { id, paper_figure: label } of poster.layout.figures) {
    const picture = pictures.get(id);
    if (picture && label !== null && !pictures.has(label)) pictures.set(label, picture);
  }
  return pictures;
}

/** `![Figure 3](figures/fig_3.png)` → `Figure 3`, `fig_3`. */
const linkedNames = (markdown: string): [string, string][] =>
  [...markdown.matchAll(/!\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, label = '', link = '']) => [label, stemOf(link)]);

const stemOf = (path: string): string => basename(path, extname(path));

/** Pictures by their names without extension; an earlier folder's hide a later one's. */
async function filesIn({ paperId }: PosterRecord, { directories }: PicturePlaces): Promise<Map<string, string>> {
  const name = paperId === null ? null : fileName(paperId);
  const parts =
    name === null ? [[]] : [['paper_parsed', name, 'figures'], ['poster_parsed', name, 'figures'], [name], []];
  const files = new Map<string, string>();
  for (const directory of directories.flatMap((root) => parts.map((part) => join(root, ...part)))) {
    for (const file of (await readdir(directory).catch(absent)) ?? []) {
      const isPicture = ['.png', '.jpg', '.jpeg'].includes(extname(file).toLowerCase());
      if (isPicture && !files.has(stemOf(file))) files.set(stemOf(file), join(directory, file));
    }
  }
  return files;
}

/** The output directory that an example lies in. */
export const storeOf = (file: string): string => join(dirname(file), '..');

async function cutFromPoster(figures: readonly LayoutFigure[], places: PicturePlaces): Promise<[string, string][]> {
  if (places.posterFile === null || figures.length === 0) return [];
  const named = figures.map((figure, i) => ({ figure, cutOut: { name: `cut_${i}`, bbox_pct: figure.bbox_pct } }));
  const cutOuts: CutOut[] = named.map(({ cutOut }) => cutOut);
  await cutOutFigures(places.posterFile, cutOuts, places.workDir, places.posterPage, CUT_EDGE);
  return named.map(({ figure, cutOut }) => [figure.id, join(places.workDir, `${cutOut.name}.png`)]);
}

/** What PDF and PPTX can hold: PNG or JPEG, eight bits, upright, in sRGB. `null` for what is no picture. */
export async function readPicture(path: string): Promise<PictureData | null> {
  const bytes = await readFile(path).catch(absent);
  if (bytes === null) return null;
  try {
    const { data, info } = await sharp(bytes)
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .png()
      .toBuffer({ resolveWithObject: true });
    return { bytes: data, mediaType: 'image/png', width: info.width, height: info.height };
  } catch {
    // Damaged, or no picture at all: the poster then tells that this one is missing.
    return null;
  }
}

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { nominalSize } from '../dataset/coco.ts';
import { fillFile } from '../files/fill-file.ts';
import { placesOf } from '../files/places.ts';
import type { PosterLayout } from '../model/schemas.ts';
import { CocoFile } from '../records/coco-file.ts';
import type { PosterPipeline } from '../runs/poster-pipeline.ts';
import type { ExampleSource } from '../store/example-source.ts';
import { counted } from '../terminal/progress.ts';
import type { Request } from '../terminal/stdio.ts';

/** Writes the posters' boxes in pixels, and tells where the pixels are not those of a picture. */
export async function exportCoco(
  pipe: PosterPipeline,
  source: ExampleSource,
  path: string,
  { config: { dataDir, quiet }, stderr }: Pick<Request, 'config' | 'stderr'>,
): Promise<void> {
  let missing = 0;
  const { partial, final } = await placesOf(path);
  const file = await CocoFile.open(partial);
  await fillFile(file, final, pipe.stored(source), async ({ example: { poster_layout } }) => {
    const size = await pictureSize(poster_layout, dataDir);
    if (size === null) missing += 1;
    await file.add(poster_layout, size ?? nominalSize(poster_layout));
  });
  if (missing > 0 && !quiet)
    stderr.write(
      `No picture under ${dataDir} (--data-dir) for ${counted(missing, 'poster')}: their boxes are in pixels of a poster 1000 high\n`,
    );
}

/** Of the poster's picture, in pixels; `null` where it is not there or is a PDF. */
async function pictureSize(
  { poster_path }: PosterLayout,
  dataDir: string,
): Promise<{ width: number; height: number } | null> {
  const path = resolve(dataDir, poster_path);
  const isPicture = statSync(path, { throwIfNoEntry: false })?.isFile() === true && !/\.pdf$/i.test(path);
  if (!isPicture) return null;
  // Loaded here only: it is large, and most exports need no picture.
  const { default: sharp } = await import('sharp');
  const { width, height } = (await sharp(path).metadata()).autoOrient;
  return { width, height };
}

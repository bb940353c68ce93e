import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileName } from '../files/file-name.ts';
import type { Scratch } from '../files/scratch.ts';

/** A row's pictures, beside its checkpoints in the output directory: they stay until the row is finished. */
export function openLastingScratch(outputDir: string): Scratch {
  const root = resolve(outputDir, 'stages');
  const dirFor = (paperId: string) => join(root, fileName(paperId));
  return {
    dirFor,
    async make(paperId, ...names) {
      const dir = join(dirFor(paperId), ...names);
      await mkdir(dir, { recursive: true });
      return dir;
    },
    async release(paperId, finished) {
      if (finished) await rm(dirFor(paperId), { recursive: true, force: true });
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

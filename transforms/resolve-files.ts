import { realpath, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Step } from '../src/flow.ts';
import { type Item, RowError } from '../src/item.ts';
import type { Row } from '../src/model.ts';
import type { Pair } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Scratch } from '../src/store/scratch.ts';

/** `Row → Pair`: both files exist, are files, are not empty and lie inside the data directory. */
export function resolveFiles({ dataDir }: { dataDir: string }, scratch: Scratch): Step<Item<Row>, Item<Pair>> {
  return stage({ name: 'resolve-files' }, async (row: Row) => ({
    row,
    paperPath: await resolveFile(dataDir, row.local_pdf_path),
    posterPath: await resolveFile(dataDir, row.local_image_path),
    scratchDir: scratch.dirFor(row.paper_id),
  }));
}

/** @throws RowError `not-found`, `unreadable` (no file, or empty), `unsafe-path` */
async function resolveFile(dataDir: string, path: string): Promise<string> {
  const asked = resolve(dataDir, path);
  const real = await realpath(asked).catch((error: NodeJS.ErrnoException) => {
    const code = error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'not-found' : 'unreadable';
    throw new RowError(code, `${asked}: ${code === 'not-found' ? 'no such file' : error.message}`, { cause: error });
  });
  const root = await realpath(dataDir);
  if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new RowError('unsafe-path', `${asked} lies outside the data directory ${root} (see --data-dir)`);
  }
  const about = await stat(real);
  if (!about.isFile()) throw new RowError('unreadable', `${asked} is no file`);
  if (about.size === 0) throw new RowError('unreadable', `${asked} is empty`);
  return real;
}

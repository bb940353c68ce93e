import { DataDirectory } from '../src/files/data-directory.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Pair } from '../src/model/pair.ts';
import type { Row } from '../src/model/schemas.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Row → Pair`: both files exist, are files, are not empty and lie inside the data directory. */
export function resolveFiles({ config, scratch }: Pick<Pass, 'config' | 'scratch'>): Stage<Item<Row>, Item<Pair>> {
  let opening: Promise<DataDirectory> | null = null;
  return stage({ name: 'resolve-files', concurrency: 2 }, async (row: Row) => {
    opening ??= DataDirectory.open(config.dataDir);
    const directory = await opening;
    const [paperPath, posterPath] = await Promise.all([
      directory.resolve(row.local_pdf_path),
      directory.resolve(row.local_image_path),
    ]);
    return { row, paperPath, posterPath, scratchDir: scratch.dirFor(row.paper_id) };
  });
}

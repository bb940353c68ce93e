import { DataDirectory } from '../src/files/data-directory.ts';
import type { Scratch } from '../src/files/scratch.ts';
import type { Step } from '../src/flow/flow.ts';
import { stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Pair } from '../src/model/pair.ts';
import type { Row } from '../src/model/schemas.ts';

/** `Row → Pair`: both files exist, are files, are not empty and lie inside the data directory. */
export function resolveFiles({ dataDir }: { dataDir: string }, scratch: Scratch): Step<Item<Row>, Item<Pair>> {
  let opening: Promise<DataDirectory> | null = null;
  return stage({ name: 'resolve-files', concurrency: 2 }, async (row: Row) => {
    opening ??= DataDirectory.open(dataDir);
    const directory = await opening;
    const [paperPath, posterPath] = await Promise.all([
      directory.resolve(row.local_pdf_path),
      directory.resolve(row.local_image_path),
    ]);
    return { row, paperPath, posterPath, scratchDir: scratch.dirFor(row.paper_id) };
  });
}

import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Row } from '../src/model.ts';
import type { Pair } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import { DataDirectory } from '../src/store/data-directory.ts';
import type { Scratch } from '../src/store/scratch.ts';

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

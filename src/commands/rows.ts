/** `rows`: a source of rows → NDJSON. */
import { hubAccess, webOptions } from '../config/web-options.ts';
import { isReaderGone } from '../flow/flow.ts';
import { Web } from '../sources/http/web.ts';
import { columnMap, mapped } from '../sources/tables/map-columns.ts';
import { readTable } from '../sources/tables/read-table.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openResult } from '../terminal/open-result.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'rows',
  operands: '<SOURCE>',
  summary: 'rows from CSV, NDJSON, JSON or Parquet files, folders, or a data set of the hub, as NDJSON',
  examples: [
    'poster-stream rows hf:owner/name --split train | poster-stream fetch --data-dir data > rows.ndjson',
    "poster-stream rows 'data/*.parquet' --map poster=local_image_path | head -n 3",
    'poster-stream rows hf:owner/name --dry-run     # its columns, and what they are called here',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands } = request;
  const [source = ''] = operands;
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  await using web = new Web(webOptions(config));
  const table = readTable(source, { web, hub: hubAccess(), split: config.split ?? null, signal: interrupt.signal });
  await using result = await openResult(request);
  let named: ReturnType<typeof columnMap> | null = null;
  try {
    for await (const row of table) {
      named ??= columnMap(Object.keys(row), Object.fromEntries(config.map));
      if (config.dryRun) {
        await result.write(describe(row, named));
        break;
      }
      await result.write(`${JSON.stringify(mapped(row, named.map), asJson)}\n`);
    }
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
  await result.finish();
  return 0;
}

/** Whole numbers of 64 bits become numbers; bytes, such as pictures in a table, are left out. */
const asJson = (_name: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Uint8Array ? undefined : value;
};

/** What `--dry-run` tells: each column, and its name here. */
function describe(row: object, { recipe, map }: ReturnType<typeof columnMap>): string {
  const known = recipe === null ? 'No recipe is known for these columns' : `Columns of ${recipe}`;
  const lines = Object.keys(row).map((name) => `  ${name}${map[name] ? ` → ${map[name]}` : ''}`);
  return `${[known, ...lines].join('\n')}\n`;
}

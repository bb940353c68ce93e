/** `merge`: shards → one file, each paper once. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readRecord } from '../dataset/formats/read-record.ts';
import { MergeIdentities } from '../dataset/identity/merge-identities.ts';
import { fillFile } from '../files/fill-file.ts';
import { placesOf } from '../files/places.ts';
import { TextFile } from '../files/text-file.ts';
import { unlessReaderLeft } from '../flow/flow.ts';
import { printable } from '../lib/printable.ts';
import { readRecords, sizeOf } from '../records/read-records.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { counted } from '../terminal/progress.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';

export const help: VerbHelp = {
  verb: 'merge',
  operands: '<FILE...>',
  summary:
    'files of records (JSON Lines, a JSON array, Parquet) to lines in one, each paper once; a torn end is told and left out',
  examples: [
    'poster-stream merge shard-*.jsonl > train.jsonl',
    'poster-stream merge a.jsonl b.jsonl -o train.jsonl --json',
  ],
};

interface Counts {
  files: number;
  records: number;
  duplicates: number;
  torn: number;
  broken: number;
}

export async function command(request: Request): Promise<number> {
  const { config, operands, stdout, stderr } = request;
  const counts: Counts = { files: operands.length, records: 0, duplicates: 0, torn: 0, broken: 0 };
  // Before anything is written: a misspelt name must not leave half a data set.
  for (const path of operands) await sizeOf(path);
  const merged = mergedLines(operands, counts, (message) => void stderr.write(`${printable(message)}\n`));
  const lines = untilInterrupted(merged, request);
  if (config.output) await writeLines(config.output, lines);
  else await pipeline(Readable.from(lines), stdout, { end: false }).catch(unlessReaderLeft);
  const { records, duplicates, torn, broken } = counts;
  if (config.output && config.json) await print(stdout, `${JSON.stringify(counts)}\n`);
  else if (!config.quiet)
    stderr.write(
      `${counted(records, 'record')}, ${counted(duplicates, 'duplicate')} dropped, ${torn} torn and ${broken} broken lines left out
`,
    );
  return broken > 0 ? 1 : 0;
}

async function* mergedLines(paths: readonly string[], counts: Counts, tell: (message: string) => void) {
  const identities = new MergeIdentities();
  for (const [file, path] of paths.entries()) {
    for await (const each of readRecords(path)) {
      const problem = each.problem ?? problemOf(each.record);
      if (problem !== null) {
        const isTorn = each.record === null && each.torn;
        counts[isTorn ? 'torn' : 'broken'] += 1;
        tell(`${each.place}: ${isTorn ? 'torn off' : problem}; left out`);
      } else if (each.record && identities.isDuplicate(each.record, file)) counts.duplicates += 1;
      else {
        counts.records += 1;
        yield `${each.text}\n`;
      }
    }
  }
}

/** Why a line of JSON is no record; `null` for one that is. */
function problemOf(record: object): string | null {
  try {
    readRecord(record);
    return null;
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  const { partial, final } = await placesOf(path);
  const file = await TextFile.open(partial);
  await fillFile(file, final, lines, (line) => file.write(line));
}

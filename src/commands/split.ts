/** `split`: one file → train, validation and test, no paper on two sides. */
import { basename, dirname, extname, join } from 'node:path';
import { readRecord } from '../dataset/formats/read-record.ts';
import { identityOf, isIdentityCut } from '../dataset/identity/identity.ts';
import type { KnownPapers } from '../dataset/identity/known-papers.ts';
import { SPLIT_SIDES, type SplitSide, splitSide } from '../dataset/identity/split-side.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { TextFile } from '../files/text-file.ts';
import { UsageError } from '../model/usage-error.ts';
import { readRecords, sizeOf } from '../records/read-records.ts';
import { openExclusions } from '../sources/open-exclusions.ts';
import { aboutRow } from '../sources/read-known-papers.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { counted } from '../terminal/progress.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';

export const help: VerbHelp = {
  verb: 'split',
  operands: '<FILE>',
  summary: 'a file of records to train, validation and test; a paper and its copies stay together, whatever the order',
  examples: [
    'poster-stream split training_data.jsonl --test 0.1      # training_data/train.jsonl and training_data/test.jsonl',
    'poster-stream split raw.jsonl --test 0.1 --validation 0.05 -o dataset/',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands, stdout, stderr } = request;
  const [path = ''] = operands;
  if (config.test + config.validation > 1) throw new UsageError('--test and --validation are together more than 1');
  await sizeOf(path);
  const directory = config.output ?? directoryBeside(path);
  const sides = SPLIT_SIDES.filter((side) => side === 'train' || config[side] > 0);
  const exclusions = config.exclude.length > 0 ? await openExclusions(config) : null;
  const { excluded, ...counts } = await distribute(path, directory, sides, request, exclusions);
  const tell = (side: SplitSide) => `${join(directory, `${side}.jsonl`)}: ${counted(counts[side], 'record')}`;
  if (config.json)
    await print(stdout, `${JSON.stringify({ directory, ...counts, ...(exclusions && { excluded }) })}\n`);
  else if (!config.quiet)
    stderr.write(
      [
        ...sides.map(tell),
        ...(exclusions ? [`${counted(excluded, 'record')} left out by --exclude`] : []),
        ...(sides.some((side) => counts[side] === 0) ? [EMPTY_SIDE] : []),
        '',
      ].join('\n'),
    );
  return 0;
}

const EMPTY_SIDE = 'A side is empty: shares hold for many papers; of few, another --seed may choose some';

/** `data/train` for `data/train.jsonl`. */
function directoryBeside(path: string): string {
  const extension = extname(path);
  return extension === '' ? `${path}-split` : join(dirname(path), basename(path, extension));
}

async function distribute(
  path: string,
  directory: string,
  sides: readonly SplitSide[],
  request: Request,
  exclusions: KnownPapers | null,
) {
  await makeDirectory(directory);
  const files = new Map<SplitSide, TextFile>();
  const counts = { train: 0, validation: 0, test: 0, excluded: 0 };
  try {
    for (const side of sides) files.set(side, await TextFile.open(join(directory, `.${side}.${process.pid}.partial`)));
    for await (const each of untilInterrupted(readRecords(path), request)) {
      if (each.record === null) throw new UsageError(`${each.place}: ${each.problem}; merge leaves such records out`);
      if (exclusions?.has(aboutRow(each.record))) {
        counts.excluded += 1;
        continue;
      }
      const side = splitSide(identityAt(each.record, each.place), request.config);
      await files.get(side)?.write(`${each.text}\n`);
      counts[side] += 1;
    }
    // No side takes its place before all are on the disk.
    for (const file of files.values()) await file.end();
  } catch (error) {
    for (const file of files.values()) await file.discard();
    throw error;
  }
  for (const [side, file] of files) await file.finish(join(directory, `${side}.jsonl`));
  return counts;
}

function identityAt(record: object, place: string): string {
  const parts = readRecordAt(record, place);
  if (isIdentityCut(parts))
    throw new UsageError(
      `${place}: the paper was cut (--max-input-tokens), so the same paper cut elsewhere would count as another one. ` +
        'Split first: export --format raw, split, then export each side with --max-input-tokens',
    );
  return identityOf(parts);
}

function readRecordAt(record: object, place: string) {
  try {
    return readRecord(record);
  } catch (error) {
    throw new UsageError(`${place}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

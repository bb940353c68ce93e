/** `export`: stored examples → files that trainers load. */
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findCredentials } from '../config/credentials.ts';
import { recordOptions } from '../config/parts.ts';
import type { Config } from '../config.ts';
import { nominalSize } from '../dataset/coco.ts';
import { dataSetCard } from '../dataset/data-set-card.ts';
import { type DatasetRecord, formatRecord, type RecordOptions } from '../dataset/format-record.ts';
import { llamaFactoryInfo } from '../dataset/llama-factory-info.ts';
import { parquetColumns } from '../dataset/parquet-columns.ts';
import { openFailureLog } from '../failure-log.ts';
import { unlessReaderLeft } from '../flow.ts';
import type { PosterLayout } from '../model.ts';
import type { Finished } from '../pair.ts';
import { PosterPipeline } from '../poster-pipeline.ts';
import { counted, shaping } from '../progress.ts';
import { CocoFile } from '../store/coco-file.ts';
import { DataSetDirectory, splitsIn } from '../store/data-set-directory.ts';
import { type ExampleSource, openExamples } from '../store/example-source.ts';
import { partialPathOf } from '../store/partial-path.ts';
import { openRecordFile } from '../store/record-files.ts';
import { writeJson, writeWhole } from '../store/write-whole.ts';
import type { VerbHelp } from './command-line.ts';
import type { Request } from './stdio.ts';

export const help: VerbHelp = {
  verb: 'export',
  operands: '<DIR>',
  summary:
    'stored examples (an --output-dir, or a file of raw records) to a data set, without reading any poster again',
  examples: [
    'poster-stream export out --format messages > train.jsonl',
    'poster-stream export out --export-format parquet -o dataset/',
    'poster-stream export out --max-input-tokens 16000 --truncate sections -o train.jsonl',
    'poster-stream export out --format coco --data-dir data -o boxes.json   # sizes of the pictures under --data-dir',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands, stderr } = request;
  using failures = openFailureLog(config.failures ?? null);
  await using pipe = new PosterPipeline(config, findCredentials(config), (failure) => failures.add(failure));
  request.onSignal(() => pipe.interrupt());
  const source = await openExamples(operands[0] ?? '.');
  await writeAll(pipe, source, request);
  const shaped = shaping(pipe.summary);
  if (!config.quiet) stderr.write(`${counted(pipe.summary.done, 'example')} exported${shaped && ` · ${shaped}`}\n`);
  return pipe.summary.failed > 0 ? 1 : 0;
}

async function writeAll(pipe: PosterPipeline, source: ExampleSource, { config, stdout }: Request): Promise<void> {
  const { output, format, exportFormat } = config;
  if (output !== undefined && format !== 'coco' && isDirectory(output))
    return await writeDirectory(pipe, source, output, config);
  if (output !== undefined) return await writeFile(pipe, source, output, config);
  if (format !== 'coco' && exportFormat !== 'parquet') return await pipe.exportStored(source, stdout);
  // These cannot be written from front to back: the file is made first, then printed.
  const directory = await mkdtemp(join(tmpdir(), 'poster-stream-'));
  try {
    const path = join(directory, 'export');
    await writeFile(pipe, source, path, config);
    await pipeline(createReadStream(path), stdout, { end: false }).catch(unlessReaderLeft);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const isDirectory = (path: string): boolean =>
  path.endsWith('/') || path.endsWith(sep) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

async function writeFile(pipe: PosterPipeline, source: ExampleSource, path: string, config: Config): Promise<void> {
  const partial = await partialPathOf(path);
  if (config.format === 'coco') {
    const file = await CocoFile.open(partial);
    await fill(file, path, pipe.stored(source), async ({ example: { poster_layout } }) =>
      file.add(poster_layout, await pictureSize(poster_layout, config.dataDir)),
    );
    return;
  }
  const options = recordOptions(config);
  const file = await openRecordFile(partial, config.exportFormat, options);
  await fill(file, path, pipe.stored(source), async (finished) => file.add(recordOf(finished, options)));
}

async function writeDirectory(
  pipe: PosterPipeline,
  source: ExampleSource,
  root: string,
  config: Config,
): Promise<void> {
  const { dataset: split, exportFormat: fileFormat, shardSize } = config;
  const record = { ...recordOptions(config), ...(config.images && { images: [] }) };
  const directory = new DataSetDirectory({ root, split, fileFormat, record, shardBytes: shardSize * 1e6 });
  let examples = 0;
  let names: string[];
  try {
    for await (const finished of pipe.stored(source)) {
      await directory.add(recordOf(finished, record));
      examples += 1;
    }
    names = await directory.finish();
  } catch (error) {
    await directory.discard();
    throw error;
  }
  const columns = parquetColumns(record).map(({ name }) => name);
  const splits = await splitsIn(root, fileFormat);
  const { format, target } = record;
  await writeWhole(join(root, 'README.md'), dataSetCard({ format, target, splits, examples, columns }));
  const info = llamaFactoryInfo(format, names, config.images);
  if (info) await writeJson(join(root, 'dataset_info.json'), info);
}

const recordOf = ({ example, images }: Finished, options: RecordOptions): DatasetRecord =>
  formatRecord(example, { ...options, ...(images && { images }) });

/** Adds all there is; a file that could not be filled is not left behind. */
async function fill(
  file: { finish(path: string): Promise<void>; discard(): Promise<void> },
  path: string,
  values: AsyncIterable<Finished>,
  add: (finished: Finished) => Promise<void>,
): Promise<void> {
  try {
    for await (const finished of values) await add(finished);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish(path);
}

/** Of the poster's picture, in pixels; by its aspect ratio where the picture is not there or is a PDF. */
async function pictureSize(layout: PosterLayout, dataDir: string): Promise<{ width: number; height: number }> {
  const path = resolve(dataDir, layout.poster_path);
  const isPicture = statSync(path, { throwIfNoEntry: false })?.isFile() === true && !/\.pdf$/i.test(path);
  if (!isPicture) return nominalSize(layout);
  // Loaded here only: it is large, and most exports need no picture.
  const { default: sharp } = await import('sharp');
  const { width, height } = (await sharp(path).metadata()).autoOrient;
  return { width, height };
}

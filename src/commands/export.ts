/** `export`: stored examples → files that trainers load. */
import { createReadStream, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config/config.ts';
import { findCredentials } from '../config/credentials.ts';
import { recordOptions } from '../config/parts.ts';
import { columnsOf, formatRecord, type RecordOptions } from '../dataset/formats/format-record.ts';
import type { DatasetRecord } from '../dataset/formats/formats.ts';
import { dataSetCard } from '../dataset/publishing/data-set-card.ts';
import { llamaFactoryInfo } from '../dataset/publishing/llama-factory-info.ts';
import { fillFile } from '../files/fill-file.ts';
import { placesOf } from '../files/places.ts';
import { indentedJson, writeResult } from '../files/write-whole.ts';
import { unlessReaderLeft } from '../flow/flow.ts';
import type { Finished } from '../model/pair.ts';
import { UsageError } from '../model/usage-error.ts';
import { DataSetDirectory, splitsIn } from '../records/data-set-directory.ts';
import { openRecordFile } from '../records/record-files.ts';
import { openFailureLog } from '../runs/failure-log.ts';
import { PosterPipeline } from '../runs/poster-pipeline.ts';
import { type ExampleSource, openExamples } from '../store/example-source.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { counted, shaping } from '../terminal/progress.ts';
import type { Request } from '../terminal/stdio.ts';
import { exportCoco } from './export-coco.ts';
import { refuseIdleOptions } from './refuse-idle-options.ts';

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

export async function command(asked: Request): Promise<number> {
  const request = { ...asked, config: withFormOfEnding(asked) };
  const { config, operands, stderr } = request;
  refuseIdleOptions(request.said, config);
  using failures = openFailureLog(config.failures ?? null);
  await using pipe = new PosterPipeline(config, findCredentials(config), { onFailure: failures.add });
  request.onSignal(() => pipe.interrupt());
  const [path = '.'] = operands;
  const source = await openExamples(path);
  if (config.images && !isDirectory(path))
    throw new UsageError('--images: a file of raw records keeps no pictures; name the output directory of the run');
  await writeAll(pipe, source, request);
  const shaped = shaping(pipe.summary);
  if (!config.quiet) stderr.write(`${counted(pipe.summary.done, 'example')} exported${shaped && ` · ${shaped}`}\n`);
  return pipe.summary.failed > 0 ? 1 : 0;
}

const ENDINGS: Readonly<Record<string, Config['exportFormat']>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.json': 'json',
  '.parquet': 'parquet',
};

/** The ending of the file says its form where the command line does not. @throws UsageError where the two disagree */
function withFormOfEnding({ config, said }: Request): Config {
  const form = config.format === 'coco' ? undefined : ENDINGS[extname(config.output ?? '')];
  if (form === undefined || form === config.exportFormat) return config;
  if ('exportFormat' in said)
    throw new UsageError(
      `-o ${config.output} has the ending of ${form}, and --export-format says ${config.exportFormat}`,
    );
  return { ...config, exportFormat: form };
}

async function writeAll(pipe: PosterPipeline, source: ExampleSource, request: Request): Promise<void> {
  const { config, stdout } = request;
  const { output, format, exportFormat } = config;
  const toFile = (path: string) =>
    format === 'coco' ? exportCoco(pipe, source, path, request) : writeFile(pipe, source, path, config);
  if (output !== undefined && format !== 'coco' && isDirectory(output))
    return await writeDirectory(pipe, source, output, config);
  if (output !== undefined) return await toFile(output);
  if (format !== 'coco' && exportFormat !== 'parquet') return await pipe.exportStored(source, stdout);
  // These cannot be written from front to back: the file is made first, then printed.
  const directory = await mkdtemp(join(tmpdir(), 'poster-stream-'));
  try {
    const path = join(directory, 'export');
    await toFile(path);
    await pipeline(createReadStream(path), stdout, { end: false }).catch(unlessReaderLeft);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const isDirectory = (path: string): boolean =>
  path.endsWith('/') || path.endsWith(sep) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

async function writeFile(pipe: PosterPipeline, source: ExampleSource, path: string, config: Config): Promise<void> {
  const options = optionsFor(config);
  const { partial, final } = await placesOf(path);
  const file = await openRecordFile(partial, config.exportFormat, options);
  await fillFile(file, final, pipe.stored(source), async (finished) => file.add(recordOf(finished, options)));
}

async function writeDirectory(
  pipe: PosterPipeline,
  source: ExampleSource,
  root: string,
  config: Config,
): Promise<void> {
  const { dataset: split, exportFormat: fileFormat, shardSize } = config;
  const record = optionsFor(config);
  const directory = new DataSetDirectory({ root, split, fileFormat, record, shardBytes: shardSize * 1e6 });
  let examples = 0;
  try {
    for await (const finished of pipe.stored(source)) {
      await directory.add(recordOf(finished, record));
      examples += 1;
    }
    await directory.finish();
  } catch (error) {
    await directory.discard();
    throw error;
  }
  const columns = columnsOf(record).map(({ name }) => name);
  const splits = await splitsIn(root, fileFormat);
  const { format, target } = record;
  await writeResult(join(root, 'README.md'), dataSetCard({ format, target, splits, examples, columns }));
  const info = llamaFactoryInfo(format, splits, config.images);
  if (info) await writeResult(join(root, 'dataset_info.json'), indentedJson(info));
}

/** With pictures where they are wanted: each record brings its own. */
const optionsFor = (config: Config): RecordOptions => ({
  ...recordOptions(config),
  ...(config.images && { images: [] }),
});

const recordOf = ({ example, images }: Finished, options: RecordOptions): DatasetRecord =>
  formatRecord(example, { ...options, ...(images && { images }) });

/** `render`: layouts and their content in, posters out. */

import { type PosterRecord, readPosterRecord } from '../draw/poster-record.ts';
import { openFormulaSetter } from '../draw/type/set-formula.ts';
import { DataDirectory } from '../files/data-directory.ts';
import { openScratch } from '../files/scratch.ts';
import { RowError } from '../model/item.ts';
import { readIndentedToo } from '../records/read-indented.ts';
import type { RecordLine } from '../records/read-records.ts';
import { findPictures, storeOf } from '../store/find-pictures.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openDocuments } from '../terminal/open-documents.ts';
import type { Request } from '../terminal/stdio.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';
import { drawAs, openPosterOutput, tellVerdict } from './poster-output.ts';

export const help: VerbHelp = {
  verb: 'render',
  operands: '<FILE>',
  summary: 'examples, transcriptions or answers of a model drawn as posters, print-ready or with the reasons why not',
  examples: [
    'poster-stream render out/training_data/ID.json -o poster.pdf',
    'poster-stream render predictions.jsonl --figures-dir out --to pptx -o posters/',
    'poster-stream transcribe --json --engine local poster.png | poster-stream render - --to svg > poster.svg',
    'poster-stream render test.jsonl --json | jq -c [.paper_id,.print_ready]',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands, stderr } = request;
  const [operand = ''] = operands;
  await using documents = await openDocuments(request);
  const file = documents.fileOf(operand);
  const output = await openPosterOutput(request);
  await using scratch = await openScratch();
  const dataDir = await DataDirectory.open(config.dataDir);
  const directories = [...(config.figuresDir ? [config.figuresDir] : []), ...(operand === '-' ? [] : [storeOf(file)])];
  const formulas = await openFormulaSetter();
  let failed = 0;
  for await (const line of untilInterrupted(readIndentedToo(file), request)) {
    try {
      const poster = posterOf(line);
      const id = poster.paperId ?? `poster_${line.line}`;
      const workDir = await scratch.make(id);
      const posterFile = await posterFileOf(poster, dataDir);
      const places = { directories, posterFile, posterPage: config.posterPage ?? null, workDir };
      const pictures = await findPictures(poster, places);
      await scratch.release(id, true);
      const drawing = drawAs({ ...poster, pictures }, config, formulas);
      await output.write(drawing, id);
      await tellVerdict(request, id, drawing);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      failed += 1;
      stderr.write(`${line.place.replace(file, operand)}: ${error.message}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}

/** @throws RowError for a line that holds no poster */
function posterOf({ record, problem }: RecordLine): PosterRecord {
  if (record === null) throw new RowError('invalid-row', problem);
  try {
    return readPosterRecord(record);
  } catch (error) {
    throw new RowError('invalid-row', error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Lines of others may name any file: only those below the data directory are looked at. */
async function posterFileOf({ posterPath }: PosterRecord, dataDir: DataDirectory): Promise<string | null> {
  if (posterPath === null || posterPath === '') return null;
  return await dataDir.resolve(posterPath).catch((error) => {
    if (error instanceof RowError) return null;
    throw error;
  });
}

/** `transcribe`: posters in, markdown or transcriptions out. */

import { basename, extname } from 'node:path';
import { findCredentials } from '../config/credentials.ts';
import { openEngine } from '../engines/open/open-engine.ts';
import { printable } from '../lib/printable.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openDocuments } from '../terminal/open-documents.ts';
import { overFiles } from '../terminal/over-files.ts';
import type { Request } from '../terminal/stdio.ts';
import { withinTime } from '../terminal/within-time.ts';
import { openThreads } from '../threads/pool.ts';

export const help: VerbHelp = {
  verb: 'transcribe',
  operands: '<POSTER...>',
  summary: 'posters (png, jpg, webp, pdf) to markdown; --json for the layout as well',
  examples: [
    'poster-stream transcribe poster.png --engine local',
    'convert scan.tif png:- | poster-stream transcribe --engine local -',
    'poster-stream transcribe --engine local --json *.pdf | jq .layout.body.columns',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, stderr } = request;
  await using documents = await openDocuments(request);
  await using threads = openThreads(config.threads);
  await using engine = await openEngine(config, findCredentials(config), threads);
  return await overFiles(request, engine.concurrency, async (operand, signal) => {
    const path = documents.fileOf(operand);
    const poster = { paperId: basename(path, extname(path)), path };
    const transcription = await withinTime(engine.timeoutMs, signal, (limited) => engine.transcribe(poster, limited));
    const { markdown, metadata } = transcription;
    if (!config.quiet && Number(metadata.confidence) < config.minConfidence)
      stderr.write(
        `${printable(path)}: read with a confidence of ${metadata.confidence} only; look it over, or see --fallback\n`,
      );
    return config.json ? JSON.stringify(transcription) : markdown;
  });
}

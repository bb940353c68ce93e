/** `match`: a poster and its paper in, which figure is reused where out. */

import { basename, extname } from 'node:path';
import { findCredentials } from '../config/credentials.ts';
import { openEngine } from '../engines/open/open-engine.ts';
import { openPaperReader } from '../engines/open/open-paper-reader.ts';
import { MATCH_TIMEOUT_MS } from '../figures/match/match-request.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { openScratch } from '../files/scratch.ts';
import { printable } from '../lib/printable.ts';
import { FatalError, RowError } from '../model/item.ts';
import type { FigureMatch, LayoutFigure, ParsedDocument } from '../model/schemas.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openDocuments } from '../terminal/open-documents.ts';
import { openResult } from '../terminal/open-result.ts';
import { counted } from '../terminal/progress.ts';
import type { Request } from '../terminal/stdio.ts';
import { withinTime } from '../terminal/within-time.ts';
import { openThreads, type Threads } from '../threads/pool.ts';

export const help: VerbHelp = {
  verb: 'match',
  operands: '<POSTER> <PAPER>',
  summary: "a paper's figures (PDF) found on its poster (png, jpg, webp, pdf), one match a line",
  examples: [
    'poster-stream match poster.png paper.pdf',
    'poster-stream match poster.pdf paper.pdf --figures-dir figures | jq .paper_figure.label',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, stderr } = request;
  await using documents = await openDocuments(request);
  const [posterPath = '', paperPath = ''] = request.operands.map(documents.fileOf);
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  if (config.figuresDir) await makeDirectory(config.figuresDir);
  await using result = await openResult(request);
  await using threads = openThreads(config.threads);
  await using scratch = await openScratch();
  const figuresDir = config.figuresDir ?? (await scratch.make('paper', 'figures'));
  const workDir = scratch.dirFor('pages');
  try {
    const paper = await readPaper(request, threads, { path: paperPath, figuresDir, workDir }, interrupt.signal);
    const matches = await findMatches(request, threads, { posterPath, paper }, interrupt.signal);
    await result.write(matches.map((match) => `${JSON.stringify(match)}\n`).join(''));
    await result.finish();
    if (matches.length === 0 && config.matchMethod !== 'off' && !config.quiet)
      stderr.write(
        `${printable(`${posterPath} shows none of the ${counted(paper.figures.length, 'figure')} of ${paperPath}`)}\n`,
      );
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) throw new FatalError('Interrupted', { cause: error });
    if (!(error instanceof RowError)) throw error;
    stderr.write(`${printable(error.message)}\n`);
    return 1;
  }
}

async function readPaper(
  { config }: Request,
  threads: Threads,
  { path, figuresDir, workDir }: { path: string; figuresDir: string; workDir: string },
  signal: AbortSignal,
): Promise<ParsedDocument> {
  await using reader = await openPaperReader(config, threads);
  const document = { docId: stemOf(path), path, sourcePath: path, figuresDir, workDir };
  return await naming(
    path,
    withinTime(reader.timeoutMs, signal, (limited) => reader.readPaper(document, limited)),
  );
}

async function findMatches(
  { config }: Request,
  threads: Threads,
  { posterPath, paper }: { posterPath: string; paper: ParsedDocument },
  signal: AbortSignal,
): Promise<FigureMatch[]> {
  const { matchMethod: method, featureThreshold, posterPage = null } = config;
  if (method === 'off') return [];
  // Only the boxes' recipe needs somebody to find the boxes.
  const layoutFigures = method === 'features' ? await readBoxes() : [];
  const matching = { posterPath, posterPage, layoutFigures, paperFigures: paper.figures, method, featureThreshold };
  const match = (limited: AbortSignal) => threads.run('matchFigures', [matching], limited);
  return await naming(posterPath, withinTime(MATCH_TIMEOUT_MS, signal, match));

  async function readBoxes(): Promise<readonly LayoutFigure[]> {
    await using engine = await openEngine(config, findCredentials(config), threads);
    const poster = { paperId: stemOf(posterPath), path: posterPath };
    const read = withinTime(engine.timeoutMs, signal, (limited) => engine.transcribe(poster, limited));
    return (await naming(posterPath, read)).layout.figures;
  }
}

const stemOf = (path: string): string => basename(path, extname(path));

/** A failure tells which of the files it is about. */
async function naming<T>(path: string, work: Promise<T>): Promise<T> {
  return await work.catch((error) => {
    if (!(error instanceof RowError)) throw error;
    throw new RowError(error.code, `${path}: ${error.code}: ${error.message}`, { cause: error });
  });
}

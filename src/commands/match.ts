/** `match`: a poster and its paper in, which figure is reused where out. */
import { basename, extname } from 'node:path';
import { findCredentials } from '../config/credentials.ts';
import { paperOptions } from '../config/parts.ts';
import { openEngine } from '../engines/open-engine.ts';
import { codeOf, RowError } from '../item.ts';
import type { FigureMatch, LayoutFigure } from '../model.ts';
import { makeDirectory } from '../store/make-directory.ts';
import { openScratch } from '../store/scratch.ts';
import { openThreads, type Threads } from '../threads/pool.ts';
import { UsageError } from '../usage-error.ts';
import type { VerbHelp } from './command-line.ts';
import { deliver } from './deliver.ts';
import type { Request } from './stdio.ts';

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
  const [posterPath, paperPath, ...more] = request.operands;
  if (!posterPath || !paperPath || more.length > 0) throw new UsageError('match takes a poster and a paper');
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  await using threads = openThreads(request.config.threads);
  try {
    const matches = await findMatches(request, threads, { posterPath, paperPath }, interrupt.signal);
    await deliver(request, matches.map((match) => `${JSON.stringify(match)}\n`).join(''));
    return 0;
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    request.stderr.write(`${posterPath}, ${paperPath}: ${codeOf(error)}: ${error.message}\n`);
    return 1;
  }
}

async function findMatches(
  { config }: Request,
  threads: Threads,
  { posterPath, paperPath }: { posterPath: string; paperPath: string },
  signal: AbortSignal,
): Promise<FigureMatch[]> {
  const { matchMethod: method, featureThreshold, posterPage = null } = config;
  if (method === 'off') return [];
  await using scratch = await openScratch();
  const docId = basename(paperPath, extname(paperPath));
  const figuresDir = config.figuresDir ?? (await scratch.make(docId, 'figures'));
  await makeDirectory(figuresDir);
  const options = { ...paperOptions(config), docId, sourcePath: paperPath, figuresDir };
  const paper = await threads.run('parsePaper', [paperPath, options], signal);
  // Only the boxes' recipe needs somebody to find the boxes.
  const layoutFigures = method === 'features' ? await readBoxes(posterPath) : [];
  const matching = { posterPath, posterPage, layoutFigures, paperFigures: paper.figures, method, featureThreshold };
  return await threads.run('matchFigures', [matching], signal);

  async function readBoxes(path: string): Promise<readonly LayoutFigure[]> {
    await using engine = await openEngine(config, findCredentials(config), threads);
    const { layout } = await engine.transcribe({ paperId: basename(path, extname(path)), path }, signal);
    return layout.figures;
  }
}

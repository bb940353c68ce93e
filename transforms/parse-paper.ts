import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../src/config/config.ts';
import { absent } from '../src/files/absent.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, RowError, SkipRow } from '../src/model/item.ts';
import { type Finished, type Pair, type Parsed, unlessFinished } from '../src/model/pair.ts';
import { type ExtractedFigure, missingPagesOf, ParsedDocument } from '../src/model/schemas.ts';
import type { Pass } from '../src/session/pass.ts';

/**
 * `Pair → Parsed`: the paper's text and figures. Free, so it comes first: a bad paper costs nothing. Once the budget is
 * used up, papers are not read for nothing.
 */
export function parsePaper<In extends Pair>({
  papers,
  scratch,
  config,
  intake,
  checkpoints,
}: Pick<Pass, 'papers' | 'scratch' | 'config' | 'intake' | 'checkpoints'>): Stage<
  Item<In | Finished>,
  Item<(In & Parsed) | Finished>
> {
  const { concurrency, timeoutMs } = papers;
  const name = config.pipeline === 'original' ? 'dolphin_paper' : 'paper';
  const checkpoint = { name, schema: ParsedDocument, isIntact: hasFigures } as const;
  const read = checkpoints.keeping(checkpoint, async (pair: Pair, signal) => {
    if (intake.spent) throw new RowError('over-budget', 'Nothing is left of --max-cost');
    if (intake.interrupted && config.pipeline === 'original') throw new SkipRow();
    const { paper_id: docId, local_pdf_path: sourcePath } = pair.row;
    const figuresDir = config.figures ? await scratch.make(docId, 'paper', 'figures') : null;
    const workDir = join(pair.scratchDir, 'paper', 'pages');
    const document = { docId, path: pair.paperPath, sourcePath, figuresDir, workDir };
    return await papers.readPaper(document, signal);
  });
  const work = unlessFinished<In, In & Parsed>(async (pair, signal) => ({
    ...pair,
    paper: whole(await read(pair, signal), config),
  }));
  return stage({ name: 'parse-paper', concurrency, timeoutMs }, work);
}

/** Half a paper would teach that posters say what their papers do not. */
function whole(paper: ParsedDocument, { maxMissingPages }: Pick<Config, 'maxMissingPages'>): ParsedDocument {
  const { pages, cut_off } = paper.metadata;
  if (cut_off === true)
    throw new RowError('unreadable', `The PDF is cut off: ${pages} pages of it are whole; fetch it again`);
  const missing = missingPagesOf(paper);
  const [first] = missing;
  if (!first || missing.length <= maxMissingPages) return paper;
  throw new RowError(first.code, `${first.message} (${missing.length} such, see --max-missing-pages)`);
}

/** Whether the figures' pictures are still there: a finished example takes them with it. */
async function hasFigures({ figures }: ParsedDocument): Promise<boolean> {
  const isThere = async ({ file_path: path }: ExtractedFigure) =>
    path === null || (await stat(path).catch(absent)) !== null;
  return (await Promise.all(figures.map(isThere))).every(Boolean);
}

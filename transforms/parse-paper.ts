import { join } from 'node:path';
import type { Config } from '../src/config/config.ts';
import type { PaperReader } from '../src/engines/document-reader.ts';
import type { Scratch } from '../src/files/scratch.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import { stage } from '../src/flow/stage.ts';
import { type Item, RowError, SkipRow } from '../src/model/item.ts';
import { type Finished, type Pair, type Parsed, unlessFinished } from '../src/model/pair.ts';
import { ParsedDocument } from '../src/model/schemas.ts';
import type { Spool } from '../src/store/spool.ts';

/**
 * `Pair → Parsed`: the paper's text and figures. Free, so it comes first: a bad paper costs nothing. Once the budget is
 * used up, papers are not read for nothing.
 */
export function parsePaper<In extends Pair>(
  reader: PaperReader,
  scratch: Scratch,
  { config, intake, spool }: { config: Pick<Config, 'figures' | 'pipeline'>; intake: Intake; spool: Spool },
): Step<Item<In | Finished>, Item<(In & Parsed) | Finished>> {
  const { concurrency, timeoutMs } = reader;
  const read = spool.keeping('dolphin_paper', ParsedDocument, async (pair: Pair, signal) => {
    if (intake.spent) throw new RowError('over-budget', 'Nothing is left of --max-cost');
    if (intake.interrupted && config.pipeline === 'original') throw new SkipRow();
    const { paper_id: docId, local_pdf_path: sourcePath } = pair.row;
    const figuresDir = config.figures ? await scratch.make(docId, 'paper', 'figures') : null;
    const workDir = join(pair.scratchDir, 'paper', 'pages');
    const document = { docId, path: pair.paperPath, sourcePath, figuresDir, workDir };
    return whole(await reader.readPaper(document, signal));
  });
  const work = unlessFinished<In, In & Parsed>(async (pair, signal) => ({ ...pair, paper: await read(pair, signal) }));
  return stage({ name: 'parse-paper', concurrency, timeoutMs }, work);
}

/** Half a paper would teach that posters tell what papers do not. */
function whole(paper: ParsedDocument): ParsedDocument {
  if (paper.metadata.cut_off !== true) return paper;
  throw new RowError('unreadable', `The PDF is cut off: ${paper.metadata.pages} pages of it are whole; fetch it again`);
}

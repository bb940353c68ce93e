import { join } from 'node:path';
import type { Config } from '../src/config.ts';
import type { PaperReader } from '../src/engines/document-reader.ts';
import type { Step } from '../src/flow.ts';
import type { Intake } from '../src/intake.ts';
import { type Item, RowError } from '../src/item.ts';
import { type Finished, type Pair, type Parsed, unlessFinished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { Scratch } from '../src/store/scratch.ts';

/**
 * `Pair → Parsed`: the paper's text and figures. Free, so it comes first: a bad paper costs nothing. Once the budget is
 * used up, papers are not read for nothing.
 */
export function parsePaper(
  reader: PaperReader,
  scratch: Scratch,
  { config, intake }: { config: Pick<Config, 'figures'>; intake: Intake },
): Step<Item<Pair | Finished>, Item<Parsed | Finished>> {
  const { concurrency, timeoutMs } = reader;
  const work = unlessFinished<Pair, Parsed>(async (pair, signal) => {
    if (intake.spent) throw new RowError('over-budget', 'Nothing is left of --max-cost');
    const { paper_id: docId, local_pdf_path: sourcePath } = pair.row;
    const figuresDir = config.figures ? await scratch.make(docId, 'paper', 'figures') : null;
    const workDir = join(pair.scratchDir, 'paper', 'pages');
    const paper = await reader.readPaper({ docId, path: pair.paperPath, sourcePath, figuresDir, workDir }, signal);
    return { ...pair, paper };
  });
  return stage({ name: 'parse-paper', concurrency, timeoutMs }, work);
}

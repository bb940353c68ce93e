/** `parse`: papers in, markdown or ParsedDocuments out. */
import { basename, extname, join } from 'node:path';
import { openPaperReader } from '../engines/open/open-paper-reader.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { openScratch } from '../files/scratch.ts';
import { printable } from '../lib/printable.ts';
import { missingPagesOf, type ParsedDocument } from '../model/schemas.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openDocuments } from '../terminal/open-documents.ts';
import { overFiles } from '../terminal/over-files.ts';
import type { Request } from '../terminal/stdio.ts';
import { withinTime } from '../terminal/within-time.ts';
import { openThreads } from '../threads/pool.ts';

export const help: VerbHelp = {
  verb: 'parse',
  operands: '<PAPER...>',
  summary: 'papers (PDF) to markdown; --json for text, figures, tables and equations with their boxes',
  examples: [
    'poster-stream parse paper.pdf > paper.md',
    'poster-stream parse --json --figures-dir figures *.pdf',
    'curl -sL https://example.org/paper.pdf | poster-stream parse - > paper.md',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config } = request;
  if (config.figuresDir) await makeDirectory(config.figuresDir);
  await using documents = await openDocuments(request);
  await using threads = openThreads(config.threads);
  await using reader = await openPaperReader(config, threads);
  await using scratch = await openScratch();
  return await overFiles(request, reader.concurrency, async (operand, signal) => {
    const path = documents.fileOf(operand);
    const docId = basename(path, extname(path));
    const figuresDir = config.figuresDir ? figuresDirOf(config.figuresDir, docId, request.operands.length) : null;
    if (figuresDir) await makeDirectory(figuresDir);
    // Papers may share their name.
    const workDir = scratch.dirFor(path);
    const paper = await withinTime(reader.timeoutMs, signal, (limited) =>
      reader.readPaper({ docId, path, sourcePath: path, figuresDir, workDir }, limited),
    );
    for (const line of flawsOf(paper)) request.stderr.write(`${printable(`${operand}: ${line}`)}\n`);
    return config.json ? JSON.stringify(paper) : paper.markdown_content;
  });
}

/** What the reader of its markdown could not know. */
function flawsOf(paper: ParsedDocument): string[] {
  const missing = missingPagesOf(paper).map(({ code, message }) => `left out: ${code}: ${message}`);
  return paper.metadata.empty === true ? [...missing, 'no text was found in it'] : missing;
}

/** Several papers would write over each other's `fig_1.png`. */
const figuresDirOf = (root: string, docId: string, papers: number): string => (papers > 1 ? join(root, docId) : root);

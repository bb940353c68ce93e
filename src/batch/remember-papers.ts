import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PaperReader } from '../engines/document-reader.ts';
import { writeWhole } from '../files/write-whole.ts';
import { ParsedDocument } from '../model/schemas.ts';

const Kept = z.object({ key: z.string(), paper: ParsedDocument });

/**
 * A reader that keeps on disk what it read, so that each paper is read once however often its row is met. Another size,
 * time of change or option makes it another paper.
 *
 * @param dirFor where what belongs to a paper is, its figures among it
 */
export function rememberPapers(reader: PaperReader, options: object, dirFor: (paperId: string) => string): PaperReader {
  return {
    concurrency: reader.concurrency,
    timeoutMs: reader.timeoutMs,
    async readPaper(document, signal) {
      const { docId, path, sourcePath } = document;
      const { size, mtimeMs } = await stat(path);
      const key = JSON.stringify({ path, sourcePath, size, mtimeMs, ...options });
      const file = join(dirFor(docId), 'parsed.json');
      const kept = await readKept(file);
      if (kept?.key === key && (await hasFigures(kept.paper))) return kept.paper;
      const paper = await reader.readPaper(document, signal);
      // Not forced to disk: what a power cut takes is read again.
      await writeWhole(file, JSON.stringify({ key, paper }), { flush: false });
      return paper;
    },
    // The reader is its owner's.
    [Symbol.asyncDispose]: async () => {},
  };
}

/** `null` for what is not there, is torn, or is of an older version. */
async function readKept(file: string): Promise<z.infer<typeof Kept> | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the figures' pictures are still there: finished examples take theirs with them. */
async function hasFigures({ figures }: ParsedDocument): Promise<boolean> {
  const paths = figures.map(({ file_path }) => file_path).filter((path) => path !== null);
  const there = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.every(Boolean);
}

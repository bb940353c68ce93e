/** Stand in for the worker's jobs: a paper of `textBytes` of text that no other row has, at once. */
import { randomBytes } from 'node:crypto';
import type { ParsedDocument } from '../../../src/model/schemas.ts';
import { renderPoster } from '../../../src/poster/picture/render-poster.ts';
import type { JobTable } from '../../../src/threads/jobs.ts';

/** A paper of nothing but text, as `parsePaper` gives it. */
export const paperOf = (docId: string, path: string, text: string): ParsedDocument => ({
  doc_id: docId,
  doc_type: 'paper',
  source_path: path,
  markdown_content: text,
  figures: [],
  tables: [],
  equations: [],
  metadata: {},
});

export function instantJobs(textBytes: number): JobTable {
  return {
    renderPoster,
    matchFigures: async () => [],
    cutOutFigures: async () => {},
    renderPages: async () => [],
    drawPageFigures: async (_, figures) => [...figures],
    parsePaper: async (path, { docId }) => paperOf(docId, path, randomBytes(textBytes / 2).toString('hex')),
  };
}

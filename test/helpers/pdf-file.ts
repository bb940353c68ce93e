/** Bytes as a file for as long as a test runs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PdfFile extends AsyncDisposable {
  readonly path: string;
}

export async function pdfFile(bytes: Uint8Array): Promise<PdfFile> {
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-pdf-'));
  const path = join(folder, 'paper.pdf');
  await writeFile(path, bytes);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

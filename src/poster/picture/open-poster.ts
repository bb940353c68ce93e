/** A poster's file, picture or PDF: opened here, whoever looks at it. */
import { open, readFile, stat } from 'node:fs/promises';
import { isCoded } from '../../lib/is-coded.ts';
import { RowError } from '../../model/item.ts';
import { isPdf } from './poster-page.ts';
import { type ImageLimits, type PreparedImage, planImage, prepareImage } from './prepare-image.ts';

const HEADER_BYTES = 1024;

/** @throws RowError `not-found`, `too-large`, `unreadable` */
export async function readPosterFile(path: string): Promise<Buffer> {
  try {
    const about = await stat(path);
    // A pipe that nobody writes to would be waited for, and a device may never end.
    if (!about.isFile() && !about.isDirectory()) throw new RowError('unreadable', `The poster at ${path} is no file.`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof RowError) throw cause;
    if (isCoded(cause, 'ENOENT')) throw new RowError('not-found', `There is no poster at ${path}.`, { cause });
    if (isCoded(cause, 'ERR_FS_FILE_TOO_LARGE')) {
      throw new RowError('too-large', `The poster at ${path} is larger than 2 GiB.`, { cause });
    }
    const why = isCoded(cause, 'EISDIR') ? 'is a directory: name a file in it' : 'cannot be read';
    throw new RowError('unreadable', `The poster at ${path} ${why}.`, { cause });
  }
}

/** Reads no more than its header. @throws RowError `not-found`, `unreadable` */
export async function isPdfFile(path: string): Promise<boolean> {
  await using file = await open(path).catch((cause: Error) => {
    const absent = isCoded(cause, 'ENOENT');
    throw new RowError(absent ? 'not-found' : 'unreadable', `${path}: ${cause.message}`, { cause });
  });
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEADER_BYTES) });
  return isPdf(buffer.subarray(0, bytesRead));
}

/** Renders the poster's page of a PDF, within the limits. @throws RowError */
export type RenderPdf = (bytes: Buffer, limits: ImageLimits, signal: AbortSignal) => Promise<PreparedImage>;

export interface PosterInput {
  file: Buffer;
  /** Pixels as the model is shown them. */
  size: { width: number; height: number };
  /** Prepared only when it is to be sent, and once. */
  picture: () => Promise<PreparedImage>;
}

/** @throws RowError `not-found`, `unreadable` or `too-large` */
export async function openPoster(
  path: string,
  limits: ImageLimits,
  renderPdf: RenderPdf,
  signal: AbortSignal,
): Promise<PosterInput> {
  const file = await readPosterFile(path);
  if (isPdf(file)) {
    const rendered = await renderPdf(file, limits, signal);
    return { file, size: rendered, picture: async () => rendered };
  }
  const plan = await planImage(file, limits);
  let prepared: Promise<PreparedImage> | null = null;
  const picture = () => {
    prepared ??= prepareImage(file, limits, plan);
    return prepared;
  };
  return { file, size: plan, picture };
}

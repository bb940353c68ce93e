/** A file on the web that is read by ranges, as Parquet's readers want it: only what is asked for crosses the network. */
import { FatalError } from '../../model/item.ts';
import type { Answer, Web } from '../http/web.ts';

/** What `hyparquet` calls an asynchronous buffer. */
export interface RangedFile {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** @throws FatalError where the server does not tell the size, or gives something else than it was asked for */
export async function openRemoteFile(
  web: Web,
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<RangedFile> {
  const byteLength = await sizeOf(web, address, headers, signal);
  return {
    byteLength,
    async slice(start, end = byteLength) {
      // A negative start counts from the end, as for arrays.
      const [from, to] = [start < 0 ? byteLength + start : start, Math.min(end, byteLength)];
      const range = { ...headers, range: `bytes=${from}-${to - 1}` };
      return await web.get(address, { headers: range, signal }, (answer) => bytesOf(answer, address, to - from));
    },
  };
}

/** Asked with the last byte, since a signed address may allow no HEAD. */
async function sizeOf(
  web: Web,
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<number> {
  return await web.get(address, { headers: { ...headers, range: 'bytes=0-0' }, signal }, async (answer) => {
    await answer.body.dump();
    const [, size] = /\/(\d+)$/.exec(String(answer.headers['content-range'] ?? '')) ?? [];
    if (answer.status !== 206 || size === undefined)
      throw new FatalError(
        `${address} cannot be read by ranges (HTTP ${answer.status}): download it, and name the file`,
      );
    return Number(size);
  });
}

async function bytesOf({ status, body }: Answer, address: string, wanted: number): Promise<ArrayBuffer> {
  if (status !== 206) {
    await body.dump();
    throw new FatalError(`${address}: HTTP ${status} for a range`);
  }
  const bytes = await body.arrayBuffer();
  if (bytes.byteLength !== wanted) throw new FatalError(`${address} gave ${bytes.byteLength} of ${wanted} bytes`);
  return bytes;
}

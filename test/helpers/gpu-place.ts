/** A place where `vllm` is found: the stand-in, which serves what the models say. */
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Faults, Start } from '../servers/fake-vllm.ts';
import { openPlace, type Place } from './binary.ts';

const FAKE = fileURLToPath(new URL('../servers/fake-vllm.ts', import.meta.url));

export interface GpuPlace extends Place {
  /** What becomes of the servers that are started from now on. */
  befall(faults: Faults): Promise<void>;
  /** All starts so far, in order. */
  starts(): Start[];
}

export async function openGpuPlace(): Promise<GpuPlace> {
  const place = await openPlace();
  const { dir } = place;
  await mkdir(join(dir, 'bin'));
  await writeFile(join(dir, 'bin', 'vllm'), `#!/bin/sh\nexec '${process.execPath}' '${FAKE}' "$@"\n`);
  await chmod(join(dir, 'bin', 'vllm'), 0o755);
  return {
    ...place,
    befall: (faults) => writeFile(join(dir, 'faults.json'), JSON.stringify(faults)),
    starts() {
      const path = join(dir, 'starts.jsonl');
      if (!existsSync(path)) return [];
      return readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** Those of the starts' processes that are still there. */
export const alive = (starts: readonly Start[]): number[] =>
  starts.flatMap(({ pids }) => pids).filter((pid) => !isOver(pid));

function isOver(pid: number): boolean {
  try {
    // What nobody has taken leave of yet is over all the same.
    return /^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

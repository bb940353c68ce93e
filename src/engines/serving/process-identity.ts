import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * What distinguishes a process from earlier ones with the same id: its start time. `null` when there is none.
 * In Linux the 22nd field of /proc/PID/stat (man 5 proc), elsewhere what `ps` says.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(gone);
    // The name, in parentheses, may hold anything.
    return stat === null ? null : (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null);
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(nothing);
  return stdout.trim() || null;
}

function gone(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
  throw error;
}

/** `ps` ends with status 1 where there is no such process. */
function nothing(error: unknown): { stdout: string } {
  if (error instanceof Error && 'code' in error && error.code === 1) return { stdout: '' };
  throw error;
}

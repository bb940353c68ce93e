import { isCoded } from '../lib/is-coded.ts';

/** Whether there is such a process on this machine. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted: it runs, and is somebody else's.
    return isCoded(error, 'EPERM');
  }
}

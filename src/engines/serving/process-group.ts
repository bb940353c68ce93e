/** Ends processes together with everything they started. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that a group has to end by itself, and between two checks. */
const GRACE_MS = 10_000;
const LOOK_MS = 100;

/** Asks the group of this leader to end, and ends it if it does not. */
export async function endGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS && signalGroup(leader, 0); waited += LOOK_MS) await sleep(LOOK_MS);
  signalGroup(leader, 'SIGKILL');
}

/** @returns whether any process is left in the group */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM')) return false;
    throw error;
  }
}

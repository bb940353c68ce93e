import { closeSync, constants, fstatSync, openSync } from 'node:fs';

const LOOK_EVERY_MILLISECONDS = 300;

/**
 * Calls `left` when whoever read standard output has gone (`| head -n 1`). A pipe tells its writer only at the next
 * write, which may be minutes of work away; opening it once more without waiting tells at once, on Linux, where the
 * descriptor has a name to open. Elsewhere, and where the output is no pipe, the next write has to do.
 */
export function watchReader(left: () => void): Disposable {
  const watched = process.platform === 'linux' && fstatSync(1).isFIFO();
  const timer = watched ? setInterval(() => void (hasReader() || left()), LOOK_EVERY_MILLISECONDS).unref() : null;
  return { [Symbol.dispose]: () => clearInterval(timer ?? undefined) };
}

function hasReader(): boolean {
  try {
    closeSync(openSync('/proc/self/fd/1', constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENXIO');
  }
}

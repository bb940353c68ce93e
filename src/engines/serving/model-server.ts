/** One server that this program has started: up when it is healthy, and gone with this program. */
import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FatalError } from '../../model/item.ts';
import { explainLog } from './explain-log.ts';
import { endGroup, signalGroup } from './process-group.ts';
import { recordServer } from './server-records.ts';

export interface ModelServerOptions {
  /** For the shell. */
  readonly command: string;
  readonly baseUrl: string;
  /** Where its output is written. */
  readonly logPath: string;
  readonly recordsDir: string;
  /** Milliseconds until it must be healthy. */
  readonly timeoutMs: number;
  /** Told when it ends by itself after it was healthy. */
  readonly onLost: (reason: FatalError) => void;
}

export interface ModelServer extends AsyncDisposable {
  readonly pid: number;
}

const LOOK_MS = 200;
/** Milliseconds; a healthy server answers at once. */
const ANSWER_MS = 5000;

const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});

/** Resolves when it answers. @throws FatalError when it ends or stays silent, the signal's reason */
export async function startModelServer(options: ModelServerOptions, signal: AbortSignal): Promise<ModelServer> {
  signal.throwIfAborted();
  const { pid, exited } = await launch(options);
  if (pid === undefined) throw new FatalError(`The shell could not be started for: ${options.command}`);
  running.add(pid);
  const ended = exited.then((how) => {
    running.delete(pid);
    return explainEnd(options, how);
  });
  const record = await recordServer(options.recordsDir, pid, options.command);
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await endGroup(pid);
    await rm(record, { force: true });
  };
  const over = new AbortController();
  try {
    const either = AbortSignal.any([signal, over.signal]);
    await Promise.race([untilHealthy(options, either), ended.then((reason) => Promise.reject(reason))]);
  } catch (thrown) {
    over.abort(thrown);
    await stop();
    throw thrown;
  }
  ended.then((reason) => {
    if (!stopping) options.onLost(reason);
  });
  return { pid, [Symbol.asyncDispose]: stop };
}

interface Launched {
  readonly pid: number | undefined;
  /** Its status, or the signal that ended it. */
  readonly exited: Promise<number | string>;
}

/** In a process group of its own, since servers start further processes. */
async function launch({ command, logPath }: ModelServerOptions): Promise<Launched> {
  await mkdir(dirname(logPath), { recursive: true });
  await using log = await open(logPath, 'w');
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', log.fd, log.fd] });
  // Without a process id the caller knows that it failed.
  child.on('error', () => {});
  const exited = new Promise<number | string>((resolve) => {
    child.once('exit', (status, signal) => resolve(status ?? signal ?? 'unknown'));
  });
  return { pid: child.pid, exited };
}

async function untilHealthy(options: ModelServerOptions, signal: AbortSignal): Promise<void> {
  const { baseUrl, timeoutMs, logPath } = options;
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    signal.throwIfAborted();
    if (await isHealthy(baseUrl)) return;
    await sleep(LOOK_MS);
  }
  const said = explainLog(await readFile(logPath, 'utf8'));
  throw new FatalError(
    `No answer at ${baseUrl} within ${timeoutMs / 1000} s (--serve-timeout) of: ${options.command}\n${said}`,
  );
}

/** It lists a model, and reports good health if it reports any: llama.cpp lists models while it still loads them. */
async function isHealthy(baseUrl: string): Promise<boolean> {
  const health = await statusOf(new URL('/health', baseUrl));
  if (health === null || (health >= 400 && health !== 404)) return false;
  return (await statusOf(`${baseUrl}/models`)) === 200;
}

async function statusOf(url: string | URL): Promise<number | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    return response.status;
  } catch {
    // Nobody there yet.
    return null;
  }
}

async function explainEnd({ command, logPath }: ModelServerOptions, status: number | string): Promise<FatalError> {
  const said = explainLog(await readFile(logPath, 'utf8').catch(() => ''));
  return new FatalError(`The server ended (${status}): ${command}\n${said}\nAll it said is in ${logPath}.`);
}

import { constants, createReadStream, fstatSync, openSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { UsageError } from '../model/usage-error.ts';
import { meantVerb } from './meant-verb.ts';
import type { Request } from './stdio.ts';

export interface Input {
  readonly stream: Readable;
  /** `null` for stdin. */
  readonly path: string | null;
}

/** Where the rows come from: FILE, DATA_DIR/SPLIT.csv or stdin; `null` when a terminal would have to type them. */
export function chooseInput({ operands, said, config, stdin }: Request): Input | null {
  const [file] = operands;
  if (file === '-') return { stream: stdin, path: null };
  if (file) return openInput(file);
  if ('dataset' in said) return openInput(splitFile(config));
  if (stdin.isTTY) return 'dataDir' in said ? openInput(splitFile(config)) : null;
  return isDevNull() ? openInput(splitFile(config)) : { stream: stdin, path: null };
}

const splitFile = ({ dataDir, dataset }: Config): string => join(dataDir, `${dataset}.csv`);

/** Schedulers and cron start their jobs on it. */
function isDevNull(): boolean {
  const about = fstatSync(0);
  return about.isCharacterDevice() && about.rdev === statSync('/dev/null').rdev;
}

function openInput(path: string): Input {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about) {
    const verb = /^[a-z]+$/.test(path) ? ` (and no verb of that name: ${meantVerb(path)})` : '';
    throw new UsageError(
      `There is no ${path}${verb}; rows come from FILE, from stdin or from DATA_DIR/SPLIT.csv (--data-dir, --dataset)`,
    );
  }
  if (!about.isFile() && !about.isFIFO()) throw new UsageError(`${path} is no file`);
  return about.isFile() ? { stream: createReadStream(path), path } : { stream: openPipe(path), path: null };
}

/** Opened without waiting for a writer: a thread that waits in `open` can be neither stopped nor left behind. */
const openPipe = (path: string): Readable =>
  new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });

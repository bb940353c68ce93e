import type { Writable } from 'node:stream';
import type { Config } from '../config/config.ts';
import type { VerbHelp } from './command-line.ts';

/** The process's streams and signals, as `cli.ts` hands them over. */
export interface Stdio {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: Writable;
  readonly stderr: NodeJS.WriteStream;
  /** Calls back at the first SIGINT or SIGTERM; a second ends the process. */
  readonly onSignal: (listener: () => void) => void;
}

export interface Request extends Stdio {
  readonly operands: readonly string[];
  /** The options that were given on the command line. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly config: Config;
  readonly showHelp: () => void;
  /** The help of every verb, which loads them all. */
  readonly helpOfAll: () => Promise<VerbHelp[]>;
}

/** One verb. @returns the exit status */
export type Command = (request: Request) => Promise<number>;

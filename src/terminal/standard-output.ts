import { fstatSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { FatalError } from '../model/item.ts';

const STDOUT = 1;

/**
 * Where results go. Node's own stream for a file takes a write that wrote half for done: on a full disk the rest would
 * be lost without a word, so a file is written to by one that tells.
 */
export function openStandardOutput(): Writable {
  const about = fstatSync(STDOUT);
  return about.isFIFO() || about.isSocket() || process.stdout.isTTY ? process.stdout : fileOutput();
}

const fileOutput = (): Writable =>
  new Writable({
    write(chunk, _encoding, callback) {
      try {
        // Goes on until all is written.
        writeFileSync(STDOUT, chunk);
        callback();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        callback(new FatalError(`The output cannot be written: ${reason}`, { cause }));
      }
    },
  });

/** Settles when the text has left. @throws what writing it came to */
export const print = (output: Writable, text: string): Promise<void> =>
  new Promise((settle, reject) => {
    output.write(text, (error) => (error ? reject(error) : settle()));
  });

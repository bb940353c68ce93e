import { closeSync, openSync, writeFileSync } from 'node:fs';
import { printable } from '../lib/printable.ts';
import { type Failure, FatalError } from '../model/item.ts';

/** Where failed rows are reported: one line of JSON each in a file, or one readable line each on stderr. */
export interface FailureLog extends Disposable {
  /** @throws FatalError when it cannot be written */
  add(failure: Failure): void;
}

/** @param path `null`: stderr. @throws FatalError when the file cannot be written */
export function openFailureLog(path: string | null): FailureLog {
  if (path === null) {
    return { add: (failure) => void process.stderr.write(`${describe(failure)}\n`), [Symbol.dispose]: () => {} };
  }
  const file = orFatal(path, () => openSync(path, 'w'));
  return {
    // Written at once and in one piece: after a crash the file still holds every failure before it.
    add: (failure) => orFatal(path, () => writeFileSync(file, `${JSON.stringify(failure)}\n`)),
    [Symbol.dispose]: () => closeSync(file),
  };
}

const describe = ({ row, paper_id, stage, code, message }: Failure): string =>
  printable(`row ${row}${paper_id === null ? '' : ` (${paper_id})`}: ${code} in ${stage}: ${message}`);

function orFatal<T>(path: string, access: () => T): T {
  try {
    return access();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FatalError(`The failures cannot be written to ${path}: ${reason}`, { cause });
  }
}

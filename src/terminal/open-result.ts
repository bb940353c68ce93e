import { dirname } from 'node:path';
import { makeDirectory } from '../files/make-directory.ts';
import { placesOf } from '../files/places.ts';
import { TextFile } from '../files/text-file.ts';
import { print } from './standard-output.ts';
import type { Request } from './stdio.ts';

/** Where a verb's result goes: the file of `-o`, which is whole or absent, or the standard output. */
export interface Result extends AsyncDisposable {
  /** @throws UsageError where it cannot be written */
  write(text: string): Promise<void>;
  /** The file takes its place; without it none is left. */
  finish(): Promise<void>;
}

/** Opened before the work, which may cost something. @throws UsageError where nothing can be written */
export async function openResult({ config: { output }, stdout }: Pick<Request, 'config' | 'stdout'>): Promise<Result> {
  return output === undefined ? toStandardOutput(stdout) : await toFile(output);
}

const toStandardOutput = (stdout: Request['stdout']): Result => ({
  write: (text) => print(stdout, text),
  finish: async () => {},
  [Symbol.asyncDispose]: async () => {},
});

async function toFile(path: string): Promise<Result> {
  await makeDirectory(dirname(path));
  const { partial, final } = await placesOf(path);
  const file = await TextFile.open(partial);
  let isFinished = false;
  return {
    write: (text) => file.write(text),
    async finish() {
      isFinished = true;
      await file.finish(final);
    },
    async [Symbol.asyncDispose]() {
      if (!isFinished) await file.discard();
    },
  };
}

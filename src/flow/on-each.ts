import { Transform } from 'node:stream';
import type { Stage } from './stage.ts';

/**
 * `T → T`: passes everything on in order, each item once `look` is done with it. Unlike a stage it also looks at failed
 * rows, and what `look` throws ends the run.
 */
export function onEach<T>(look: (value: T) => void | Promise<void>): Stage<T, T> {
  const attempt = async (value: T): Promise<void> => look(value);
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(value: T, _encoding, callback) {
      attempt(value).then(() => callback(null, value), callback);
    },
  });
}

import { Transform } from 'node:stream';
import type { Stage } from './stage.ts';

/**
 * `T → T`: everything passes, one after the other, once it was looked at; rows that failed are looked at too, which is
 * what sets it apart from a stage. What the look throws ends the run.
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

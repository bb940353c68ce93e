import { FatalError } from '../model/item.ts';
import type { Stdio } from './stdio.ts';

/** What comes, until somebody interrupts: whoever writes it to a file then leaves none. @throws FatalError */
export async function* untilInterrupted<T>(
  values: AsyncIterable<T>,
  { onSignal }: Pick<Stdio, 'onSignal'>,
): AsyncGenerator<T> {
  let isInterrupted = false;
  onSignal(() => {
    isInterrupted = true;
  });
  for await (const value of values) {
    if (isInterrupted) throw new FatalError('Interrupted: no file was written');
    yield value;
  }
}

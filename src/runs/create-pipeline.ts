/** The library's two ways in: an object and a stream. */
import { Duplex, PassThrough, Readable } from 'node:stream';
import { configOf, type Options } from '../config/config.ts';
import { findCredentials } from '../config/credentials.ts';
import type { Failure } from '../model/item.ts';
import { openFailureLog } from './failure-log.ts';
import { PosterPipeline } from './poster-pipeline.ts';

/**
 * A pipeline to feed with rows and to ask for examples.
 *
 *     await using pipe = createPipeline({ engine: 'local', dataDir: 'data' });
 *     for await (const outcome of pipe.process(rows)) …
 *
 * @throws UsageError for options that do not fit
 */
export function createPipeline(options: Options = {}): PosterPipeline {
  const config = configOf(options);
  return new PosterPipeline(config, findCredentials(config));
}

/**
 * The filter as a stream: rows as bytes in, records as bytes out. Failed rows are emitted as `failure` events and
 * written to the file that the option `failures` names.
 *
 *     await pipeline(createReadStream('train.csv'), posterStream({ engine: 'local' }), createWriteStream('out.jsonl'));
 */
export function posterStream(options: Options = {}): Duplex {
  const config = configOf(options);
  const stream: Duplex = Duplex.from(async function* (source: AsyncIterable<Uint8Array>) {
    using log = config.failures ? openFailureLog(config.failures) : null;
    const onFailure = (failure: Failure) => {
      log?.add(failure);
      stream.emit('failure', failure);
    };
    await using pipe = new PosterPipeline(config, findCredentials(config), { onFailure });
    const output = new PassThrough();
    const pumped = pipe.pump(Readable.from(source), output).catch((error) => output.destroy(error));
    try {
      yield* output;
    } finally {
      // If the reader has left: nothing is disposed of while it is still in use.
      pipe.interrupt();
      await pumped;
    }
  });
  return stream;
}

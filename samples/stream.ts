/**
 * The filter inside a program: rows as bytes in, records as bytes out.
 *
 *     node samples/stream.ts > training_data.jsonl
 */
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { posterStream } from 'poster-stream';

const dataDir = dirname(fileURLToPath(import.meta.url));

const filter = posterStream({ engine: 'local', dataDir });
filter.on('failure', ({ paper_id, code, message }) => console.error(`${paper_id}: ${code}: ${message}`));
await pipeline(createReadStream(join(dataDir, 'train.csv')), filter, process.stdout);

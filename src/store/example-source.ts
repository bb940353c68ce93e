import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readLines } from '../files/read-lines.ts';
import { RowError } from '../model/item.ts';
import { TrainingExample } from '../model/schemas.ts';
import { UsageError } from '../model/usage-error.ts';
import { readRecords, startOf } from '../records/read-records.ts';
import { ExampleStore } from './example-store.ts';

/** Finished examples, to be read one at a time and as often as needed. */
export interface ExampleSource {
  /** What `read` takes, in an order that does not change. */
  keys(): AsyncIterable<string>;
  /** @throws RowError `invalid-output` for what holds no example */
  read(key: string): Promise<TrainingExample>;
  /** Paths of the poster's figures, if they were kept. */
  images(example: TrainingExample): Promise<string[]>;
}

/**
 * The examples of an output directory, or of a file of raw records.
 *
 * @throws UsageError for anything else
 */
export async function openExamples(path: string): Promise<ExampleSource> {
  const about = await stat(path).catch((error) => {
    throw new UsageError(`There is no ${path}; name an output directory or a file of raw records`, { cause: error });
  });
  if (!about.isDirectory()) return new ExampleFile(path);
  const store = new ExampleStore(path);
  await store.require().catch((error) => {
    throw new UsageError(`${path} holds no finished examples: name what --output-dir named, or a file of raw records`, {
      cause: error,
    });
  });
  return store;
}

/** How many posters have how many columns; what cannot be read is not counted. */
export async function countColumns(source: ExampleSource): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const key of source.keys()) {
    const example = await source.read(key).catch(unreadable);
    const columns = example?.poster_layout.body.columns;
    if (columns !== undefined) counts.set(columns, (counts.get(columns) ?? 0) + 1);
  }
  return counts;
}

/** The pass that writes will report it. */
function unreadable(error: unknown): null {
  if (error instanceof RowError) return null;
  throw error;
}

/** A file of raw records; the record as a line of JSON is its own key. */
class ExampleFile implements ExampleSource {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async *keys(): AsyncGenerator<string> {
    const isLines = (await startOf(this.#path)).fileFormat === 'jsonl';
    // Lines are parsed once, when they are read.
    const texts = isLines ? readLines(createReadStream(this.#path)) : readRecords(this.#path);
    for await (const { text } of texts) if (text.trim() !== '') yield text;
  }

  async read(line: string): Promise<TrainingExample> {
    const parsed = TrainingExample.safeParse(parseJson(line));
    if (parsed.success) return parsed.data;
    throw new RowError('invalid-output', 'The line holds no raw record (--format raw writes them)', {
      cause: parsed.error,
    });
  }

  async images(): Promise<string[]> {
    return [];
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new RowError('invalid-output', 'The line is not JSON', { cause });
  }
}

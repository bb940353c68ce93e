/** `fetched.ndjson`: where every file came from. A rerun reads it and asks for nothing that is there. */
import { appendFileSync, createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readLines } from '../../files/read-lines.ts';

const Fetched = z.object({
  /** As the row had it. */
  url: z.string(),
  /** Behind all redirects. */
  final_url: z.string(),
  /** From the data directory. */
  path: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  etag: z.string().nullable(),
  last_modified: z.string().nullable(),
  fetched_at: z.string(),
});
export type Fetched = z.infer<typeof Fetched>;

export class FetchedLedger {
  readonly #root: string;
  readonly #path: string;
  readonly #byAddress = new Map<string, Fetched>();

  private constructor(root: string) {
    this.#root = root;
    this.#path = join(root, 'fetched.ndjson');
  }

  /** @param root the data directory */
  static async open(root: string): Promise<FetchedLedger> {
    const ledger = new FetchedLedger(root);
    if (!existsSync(ledger.#path)) return ledger;
    for await (const { text } of readLines(createReadStream(ledger.#path))) {
      const line = parsed(text);
      if (line) ledger.#byAddress.set(line.url, line);
    }
    return ledger;
  }

  /** The file of an address, if it was fetched before and is still there. */
  find(url: string): Fetched | null {
    const known = this.#byAddress.get(url);
    return known && existsSync(join(this.#root, known.path)) ? known : null;
  }

  /** One write, so that a line is whole or absent. */
  add(fetched: Fetched): void {
    appendFileSync(this.#path, `${JSON.stringify(fetched)}\n`);
    this.#byAddress.set(fetched.url, fetched);
  }
}

/** A line that a crash cut off is none. */
function parsed(text: string): Fetched | null {
  try {
    return Fetched.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

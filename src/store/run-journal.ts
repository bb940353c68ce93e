/** What a run says of itself in the output directory: `processing_status.csv`, a row a pair, and `run.json`. */
import { once } from 'node:events';
import { appendFileSync, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { Config } from '../config.ts';
import type { Item } from '../item.ts';
import type { Finished } from '../pair.ts';
import type { Summary } from '../summary.ts';
import { writeJson } from './write-whole.ts';

const COLUMNS = ['paper_id', 'status', 'sections', 'figures', 'matches', 'stage', 'error', 'message', 'ended_at'];
const HEADER = `${COLUMNS.join(',')}\n`;

export class RunJournal {
  readonly #statusPath: string;
  readonly #runPath: string;
  readonly #startedAt = new Date().toISOString();

  /** @param root the output directory */
  constructor(root: string) {
    this.#statusPath = join(root, 'processing_status.csv');
    this.#runPath = join(root, 'run.json');
    if (!existsSync(this.#statusPath)) appendFileSync(this.#statusPath, HEADER);
  }

  /** Appends what became of a pair, at once: after a crash the file tells all up to it. */
  add(item: Item<Finished>): void {
    const line = statusOf(item);
    if (line) appendFileSync(this.#statusPath, toCsv([...line, new Date().toISOString()]));
  }

  /** Appends how far a pair has come that is not finished yet. */
  reach(paperId: string, stage: string): void {
    appendFileSync(this.#statusPath, toCsv([paperId, 'begun', '', '', '', stage, '', '', new Date().toISOString()]));
  }

  /** Leaves one row a pair, the last one said, and writes the run's own account. */
  async close(config: Config, summary: Summary): Promise<void> {
    await this.#compact();
    const { apiKey: _secret, ...options } = config;
    const ended_at = new Date().toISOString();
    const versions = { node: process.versions.node, platform: `${process.platform}-${process.arch}` };
    await writeJson(this.#runPath, { started_at: this.#startedAt, ended_at, versions, options, totals: summary });
  }

  /** Row by row: stages that were told one by one make many. */
  async #compact(): Promise<void> {
    const last = new Map<string, number>();
    await this.#eachRow(([paperId = ''], number) => void last.set(paperId, number));
    const compacted = `${this.#statusPath}.${process.pid}.partial`;
    const output = createWriteStream(compacted);
    output.write(HEADER);
    await this.#eachRow(async (row, number) => {
      if (last.get(row[0] ?? '') === number && !output.write(toCsv(row))) await once(output, 'drain');
    });
    output.end();
    await finished(output);
    await rename(compacted, this.#statusPath);
  }

  async #eachRow(visit: (row: readonly string[], number: number) => void | Promise<void>): Promise<void> {
    const rows = createReadStream(this.#statusPath).pipe(parse({ relax_column_count: true, from: 2 }));
    let number = 0;
    for await (const row of rows) {
      number += 1;
      await visit(row, number);
    }
  }
}

/** One pair's columns without the time; `null` for a row that nobody asked for. */
function statusOf(item: Item<Finished>): (string | number)[] | null {
  if (item.ok) {
    const { paper_id, poster_layout, figure_matches } = item.value.example;
    const { sections, figures } = poster_layout;
    return [paper_id, 'done', sections.length, figures.length, figure_matches.length, '', '', ''];
  }
  // A duplicate says nothing of its paper: that had a row of its own.
  if (!item.failure || item.failure.code === 'duplicate') return null;
  const { paper_id, stage, code, message } = item.failure;
  return [paper_id ?? '', 'failed', '', '', '', stage, code, message];
}

const toCsv = (cells: readonly (string | number)[]): string => `${cells.map(toCell).join(',')}\n`;

const toCell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

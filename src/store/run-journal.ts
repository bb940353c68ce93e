/** What a run records about itself in the output directory: `processing_status.csv`, one row a pair, and `run.json`. */
import { appendFileSync, createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import type { Config } from '../config/config.ts';
import { fillFile } from '../files/fill-file.ts';
import { placesOf, unwritable } from '../files/places.ts';
import { TextFile } from '../files/text-file.ts';
import { writeJson } from '../files/write-whole.ts';
import type { Item } from '../model/item.ts';
import type { Finished } from '../model/pair.ts';
import type { Summary } from '../model/summary.ts';

const COLUMNS = ['paper_id', 'status', 'sections', 'figures', 'matches', 'stage', 'error', 'message', 'ended_at'];
const HEADER = `${COLUMNS.join(',')}\n`;

export class RunJournal {
  readonly #statusPath: string;
  readonly #runPath: string;
  readonly #startedAt = new Date().toISOString();

  /** @param root the output directory. @throws UsageError if it cannot be written, as the other methods do */
  constructor(root: string) {
    this.#statusPath = join(root, 'processing_status.csv');
    this.#runPath = join(root, 'run.json');
    if (!existsSync(this.#statusPath)) this.#append(HEADER);
  }

  /** Appends what became of a pair, at once: after a crash the file is complete up to it. */
  add(item: Item<Finished>): void {
    const line = statusOf(item);
    if (line) this.#append(toCsv([...line, new Date().toISOString()]));
  }

  /** Appends how far an unfinished pair has come. */
  reach(paperId: string, stage: string): void {
    this.#append(toCsv([paperId, 'begun', '', '', '', stage, '', '', new Date().toISOString()]));
  }

  #append(line: string): void {
    try {
      appendFileSync(this.#statusPath, line);
    } catch (error) {
      throw unwritable(this.#statusPath, error);
    }
  }

  /** Keeps only the last row of each pair, and writes `run.json`. To be called once, when nothing more will be added. */
  async close(config: Config, summary: Summary): Promise<void> {
    await this.#compact();
    const { apiKey: _secret, ...options } = config;
    const ended_at = new Date().toISOString();
    const versions = { node: process.versions.node, platform: `${process.platform}-${process.arch}` };
    await writeJson(this.#runPath, { started_at: this.#startedAt, ended_at, versions, options, totals: summary });
  }

  /** Row by row: with a row for each stage there may be many. */
  async #compact(): Promise<void> {
    const last = new Map<string, number>();
    for await (const { cells, number } of this.#rows()) last.set(cells[0] ?? '', number);
    const { partial, final } = await placesOf(this.#statusPath);
    const file = await TextFile.open(partial);
    await file.write(HEADER);
    await fillFile(file, final, this.#rows(), async ({ cells, number }) => {
      if (last.get(cells[0] ?? '') === number) await file.write(toCsv(cells));
    });
  }

  async *#rows(): AsyncGenerator<{ cells: readonly string[]; number: number }> {
    const parser = parse({ relax_column_count: true, from: 2 });
    // An error in either stream ends the loop below.
    pipeline(createReadStream(this.#statusPath), parser, () => {});
    let number = 0;
    for await (const cells of parser) {
      number += 1;
      yield { cells, number };
    }
  }
}

/** One pair's columns without the time; `null` for a row that was not wanted. */
function statusOf(item: Item<Finished>): (string | number)[] | null {
  if (item.ok) {
    const { paper_id, poster_layout, figure_matches } = item.value.example;
    const { sections, figures } = poster_layout;
    return [paper_id, 'done', sections.length, figures.length, figure_matches.length, '', '', ''];
  }
  // A duplicate says nothing about its paper, which has a row of its own.
  if (!item.failure || item.failure.code === 'duplicate') return null;
  const { paper_id, stage, code, message } = item.failure;
  return [paper_id ?? '', 'failed', '', '', '', stage, code, message];
}

const toCsv = (cells: readonly (string | number)[]): string => `${cells.map(toCell).join(',')}\n`;

const toCell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Everything under `--output-dir`: finished examples, and what they were made from for people to look at. */
import { mkdir, opendir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { absent } from '../files/absent.ts';
import { fileName } from '../files/file-name.ts';
import { parseOrNull } from '../files/parse-or-null.ts';
import { writeJson, writeWhole } from '../files/write-whole.ts';
import { RowError } from '../model/item.ts';
import type { Transcribed } from '../model/pair.ts';
import { TrainingExample } from '../model/schemas.ts';

export class ExampleStore {
  readonly root: string;

  /** @param root the output directory. */
  constructor(root: string) {
    this.root = root;
  }

  /** The stored example; `null` when there is none, or none that passes today's schema. */
  async find(paperId: string): Promise<TrainingExample | null> {
    const path = this.#examplePath(paperId);
    const text = await readFile(path, 'utf8').catch(absent);
    if (text === null) return null;
    const { data } = TrainingExample.safeParse(parseOrNull(text));
    return data?.paper_id === paperId ? data : null;
  }

  /**
   * Keeps an example and its parts. The example is written last: if it is there, everything is.
   * Figures move out of the row's scratch directory.
   */
  async keep(example: TrainingExample, made: Transcribed): Promise<void> {
    const name = fileName(example.paper_id);
    const paperDir = join(this.root, 'paper_parsed', name);
    const posterDir = join(this.root, 'poster_parsed', name);
    await moveDirectory(join(made.scratchDir, 'paper', 'figures'), join(paperDir, 'figures'));
    await moveDirectory(join(made.scratchDir, 'poster', 'figures'), join(posterDir, 'figures'));
    await writeWhole(join(paperDir, `${name}.md`), example.paper_markdown);
    await writeWhole(join(posterDir, `${name}.md`), example.poster_markdown);
    await writeJson(join(this.root, 'poster_layouts', `${name}_layout.json`), example.poster_layout);
    await writeJson(join(this.root, 'figure_matches', `${name}.json`), example.figure_matches);
    await writeJson(this.#examplePath(example.paper_id), example);
  }

  /** @throws what `stat` throws, unless something was kept here */
  async require(): Promise<void> {
    await stat(this.#examples());
  }

  /** The files of all stored examples, in the order of their names; only the names are held in memory. */
  async *keys(): AsyncGenerator<string> {
    const names: string[] = [];
    // Read in portions: of 175,000 files the whole list takes 70 MB outside the heap, which are not given back.
    for await (const { name } of await opendir(this.#examples(), { bufferSize: 256 }))
      if (name.endsWith('.json')) names.push(name);
    for (const name of names.sort()) yield join(this.#examples(), name);
  }

  /** The poster's figures that were kept beside the example. */
  async images({ paper_id }: TrainingExample): Promise<string[]> {
    const directory = join(this.root, 'poster_parsed', fileName(paper_id), 'figures');
    const names = (await readdir(directory).catch(absent)) ?? [];
    return names.sort(inNumberOrder).map((name) => join(directory, name));
  }

  /** @throws RowError `invalid-output` for a file that holds no example */
  async read(path: string): Promise<TrainingExample> {
    const parsed = TrainingExample.safeParse(parseOrNull(await readFile(path, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new RowError('invalid-output', `${path} holds no training example`, { cause: parsed.error });
  }

  #examples(): string {
    return join(this.root, 'training_data');
  }

  #examplePath(paperId: string): string {
    return join(this.#examples(), `${fileName(paperId)}.json`);
  }
}

/** `fig_2` before `fig_10`. */
const inNumberOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

async function moveDirectory(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(join(to, '..'), { recursive: true });
  await rename(from, to).catch(absent);
}

/** Files, folders and data sets of the hub → the papers that they are about. */
import { type AboutPaper, KnownPapers } from '../dataset/identity/known-papers.ts';
import { UsageError } from '../model/usage-error.ts';
import { readTable, type TableOptions } from './tables/read-table.ts';

/** @throws UsageError where a source cannot be read, or names no paper */
export async function readKnownPapers(sources: readonly string[], options: TableOptions): Promise<KnownPapers> {
  const known = new KnownPapers();
  for (const source of sources) {
    const before = known.size;
    for await (const row of readTable(source, options)) known.add(aboutRow(row));
    if (known.size === before) throw new UsageError(`${source} names no papers: it needs titles`);
  }
  return known;
}

/** A row or a record of whichever format: its title, and all in which an identifier may stand. */
export function aboutRow(row: object): AboutPaper {
  const texts = Object.entries(row).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const named = texts.find(([name]) => name === 'title' || name === 'paper_title')?.[1];
  // Whole papers name many others in their references.
  const short = texts.map(([, text]) => text).filter((text) => text.length < 500);
  return { title: named ?? titleIn(JSON.stringify(row)), texts: short };
}

/** The line of the prompt that training records have. */
const titleIn = (json: string): string | null => /\\n\\nTitle: (.+?)\\n/.exec(json)?.[1] ?? null;

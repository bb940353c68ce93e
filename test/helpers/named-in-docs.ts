import { readFileSync } from 'node:fs';

const library = readFileSync('docs/library.md', 'utf8');

/** What the documentation says can be imported from this entry of the package, sorted. */
export function namedInDocs(entry: string): string[] {
  const [, table = ''] = library.split(`| from \`${entry}\` | |\n`);
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '').sort();
}

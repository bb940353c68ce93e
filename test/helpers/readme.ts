import { readFileSync } from 'node:fs';

const library = readFileSync('README.md', 'utf8').split('## As a library')[1]?.split('\n## ')[0] ?? '';

/** What the README says can be imported from this entry of the package, sorted. */
export function namedInReadme(entry: string): string[] {
  const [, table = ''] = library.split(`| from \`${entry}\` | |\n`);
  const [rows = ''] = table.split('\n\n');
  return [...rows.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '').sort();
}

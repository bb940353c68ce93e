import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type Flag, takes, VERBS, type Verb } from '../src/config/flags/flag.ts';
import { FLAGS, kebab } from '../src/config/flags/flags.ts';

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/*.md')];

/** Of every page, the commands that its indented and fenced lines show. */
const commands = PAGES.flatMap((page) =>
  readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('|'))
    .flatMap((line) => line.replace(/ {2}#.*$/, '').split(/\s(?:\||&&|&|;|:::|>|2>)\s|^ *\$ | '|'/))
    .map((command) => command.trim().replace(/^npx --no-install /, ''))
    .filter((command) => /^poster-stream(\s|$)/.test(command) && !/[─→…]/.test(command))
    .map((command) => ({ page, words: command.split(/\s+/).slice(1) })),
);

const optionsOf = (verb: Verb): Set<string> =>
  new Set(
    Object.entries<Flag>(FLAGS)
      .filter(([, flag]) => takes(verb, flag))
      .flatMap(([name, { short }]) => [`--${kebab(name)}`, `--no-${kebab(name)}`, ...(short ? [`-${short}`] : [])]),
  );

test('every command of README and docs names a verb that there is, and options that it takes', () => {
  assert.ok(commands.length > 25, `${commands.length} commands were found`);
  for (const { page, words } of commands) {
    const [first = ''] = words;
    const verb = VERBS.find((each) => each === first) ?? 'run';
    const known = optionsOf(verb);
    for (const word of words.filter((each) => /^--?[a-z]/.test(each)).map((each) => each.split('=')[0] ?? ''))
      assert.ok(
        known.has(word) || ['--help', '--help-all', '--version'].includes(word),
        `${page}: poster-stream ${words.join(' ')}: ${verb} takes no ${word}`,
      );
  }
});

test('every link between pages leads to a file that there is', () => {
  for (const page of PAGES)
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g))
      if (!/^https?:/.test(target)) assert.ok(existsSync(join(dirname(page), target)), `${page} links to ${target}`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Formula, FormulaBook, isDisplayToken } from '../../../src/paper/formulas/formula-book.ts';

const formula = (change: Partial<Formula>): Formula => ({
  kind: 'inline',
  latex: 'x',
  text: 'x',
  number: null,
  confidence: 1,
  ...change,
});

const bookWith = (...formulas: Partial<Formula>[]) => {
  const book = new FormulaBook();
  return { book, tokens: formulas.map((change) => book.add(formula(change)) ?? '') };
};

test('a formula in the text stands between dollars, and dollars of the text are escaped', () => {
  const { book, tokens } = bookWith({ latex: 'x^2' });
  assert.equal(book.write(`It costs $5 for ${tokens[0]}.\n`), 'It costs \\$5 for $x^2$.\n');
  assert.equal(book.write('already \\$5\n'), 'already \\$5\n');
  assert.equal(book.write('a path \\\\$5\n'), 'a path \\\\\\$5\n');
  assert.equal(book.write(`a slash \\${tokens[0]}`), 'a slash \\ $x^2$');
});

test('a formula that is a block of its own is displayed, with its number as a tag', () => {
  const { book, tokens } = bookWith({ kind: 'display', latex: 'a = b', number: '3' });
  assert.ok(isDisplayToken(tokens[0] ?? ''));
  assert.equal(book.write(`as\n\n${tokens[0]}\n\nsays\n`), 'as\n\n$$\na = b\\tag{3}\n$$\n\nsays\n');
});

test('a displayed formula that got into a sentence is set in it', () => {
  const { book, tokens } = bookWith({ kind: 'display', latex: 'a = b' });
  assert.equal(book.write(`so ${tokens[0]} holds`), 'so $a = b$ holds');
});

test('formulas that touch do not make a display between them', () => {
  const { book, tokens } = bookWith({ latex: 'a' }, { latex: 'b' });
  assert.equal(book.write(`${tokens[0]}${tokens[1]}`), '$a$ $b$');
});

test('in fenced code a formula is plain text and dollars are those of the code', () => {
  const { book, tokens } = bookWith({ latex: '\\alpha', text: 'α' });
  assert.equal(book.write(`\`\`\`\nset $x to ${tokens[0]}\n\`\`\`\n`), '```\nset $x to α\n```\n');
});

test('bars in the cells of a table do not end the cell', () => {
  const { book, tokens } = bookWith({ latex: '|x|' });
  assert.equal(book.write(`| ${tokens[0]} | 1 |`), '| $\\vert x\\vert $ | 1 |');
});

test('the first half of a formula that a line end breaks leaves nothing behind', () => {
  const { book, tokens } = bookWith({ latex: 'a = b' });
  assert.equal(book.write(`so ${book.broken} ${tokens[0]}, and`), 'so $a = b$, and');
});

test('after too many formulas for their characters the rest stays text', () => {
  const book = new FormulaBook();
  let added = 0;
  while (added < 100_000 && book.add(formula({})) !== null) added++;
  assert.ok(added > 60_000 && added < 65_536);
});

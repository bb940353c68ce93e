import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeNames } from '../../../src/paper/authors/author-names.ts';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const TITLE = blockAt([textLineAt(50, 50, 'A title', { size: 18 })], { kind: 'heading', level: 1 });
const END = blockAt([textLineAt(50, 500, 'Abstract')], { kind: 'heading', level: 2 });
const linesOf = (texts: readonly string[], look: Partial<TextLine> = {}) =>
  texts.map((text, i) => textLineAt(50, 80 + 12 * i, text, look));

function taken(...blocks: (readonly TextLine[])[]): { names: string[]; texts: string[] } {
  const all = [TITLE, ...blocks.map((lines) => blockAt([...lines])), END];
  const names = takeNames(TITLE, all);
  return { names, texts: all.slice(1, -1).map((block) => block.lines.map(({ text }) => text).join(' ')) };
}

for (const [text, ...names] of [
  ['Ada Byron¹,*, Alan Turing² and Emmy Noether', 'Ada Byron', 'Alan Turing', 'Emmy Noether'],
  ['A. Byron, B. Hill, and Emmy Noether', 'A. Byron', 'B. Hill', 'Emmy Noether'],
  ['Ada Byron, Ph.D., Alan Turing, Senior Member, IEEE', 'Ada Byron', 'Alan Turing'],
  ['Ada Byron ¹; Alan Turing ²,³', 'Ada Byron', 'Alan Turing'],
  ['by Ada Byron & Edwin de Jonge†', 'Ada Byron', 'Edwin de Jonge'],
  ['Ada Byron (ada@engine.org)', 'Ada Byron'],
  ['Department of Engines, London'],
  ['We show that names are short.'],
] as const)
  test(`“${text}” names ${names.length} authors`, () => assert.deepEqual(taken(linesOf([text])).names, names));

test('wide gaps divide names as commas do', () => {
  const breaks = [{ at: 10, x0: 95, x1: 115 }];
  assert.deepEqual(taken(linesOf(['Ada Byron Alan Turing'], { breaks })).names, ['Ada Byron', 'Alan Turing']);
});

test('names end where their institute begins, and stand apart from it', () => {
  const { names, texts } = taken(linesOf(['Ada Byron, Alan Turing', 'University of London']));
  assert.deepEqual(names, ['Ada Byron', 'Alan Turing']);
  assert.deepEqual(texts, ['Ada Byron, Alan Turing', 'University of London']);
});

test('a list of names goes on behind a comma', () => {
  const { names } = taken(linesOf(['Ada Byron, Alan Turing,', 'Emmy Noether', 'Department of Mathematics']));
  assert.deepEqual(names, ['Ada Byron', 'Alan Turing', 'Emmy Noether']);
});

test('authors one below the other are told by their look, or by the address before them', () => {
  const bold = (name: string) => linesOf([name], { bold: true });
  assert.deepEqual(
    taken(bold('Ada Byron'), linesOf(['London Engines']), bold('Alan Turing'), linesOf(['Paris'])).names,
    ['Ada Byron', 'Alan Turing'],
  );
  const plain = taken(linesOf(['Ada Byron']), linesOf(['Main Street', 'ada@a.uk']), linesOf(['Alan Turing']));
  assert.deepEqual(plain.names, ['Ada Byron', 'Alan Turing']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../../src/paper/blocks/block.ts';
import { blockText } from '../../../src/paper/blocks/markdown.ts';
import { withoutHeading } from '../../../src/paper/references/find-references.ts';
import { wholeReferences } from '../../../src/paper/references/whole-references.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const lines = (x0: number, from: number, texts: readonly string[]) =>
  texts.map((text, i) => textLineAt(x0, from + 12 * i, text, { x1: text.endsWith('.') ? 150 : 250 }));

const read = (blocks: readonly Block[]) => blocks.map((block) => `${block.kind}: ${blockText(block)}`);

test('numbered references are one entry a number, also where a year begins a line or an entry shares a block', () => {
  const texts = [
    '[1] A. Author, On trees,',
    '2004.',
    '[2] B. Author, On',
    '[sic] forests, 1998.',
    '[3] C. Author, 81',
    '(2005).',
  ];
  const blocks = lines(50, 100, texts).map((line) => blockAt([line], { kind: 'reference' }));
  assert.deepEqual(read(wholeReferences(blocks)), [
    'reference: [1] A. Author, On trees, 2004.',
    'reference: [2] B. Author, On [sic] forests, 1998.',
    'reference: [3] C. Author, 81 (2005).',
  ]);
});

test('hanging references begin where a line stands out to the left', () => {
  const hanging = [
    'Ader, A. 2001. On',
    'Proceedings of',
    'many things.',
    'Bohm, B. 2002. On',
    '12:3–4.',
    'Cole, C. On a',
    'third thing.',
  ];
  const block = blockAt(
    hanging.flatMap((text, i) => lines(/^\p{Lu}\p{Ll}+, /u.test(text) ? 50 : 60, 100 + 12 * i, [text])),
    { kind: 'reference' },
  );
  assert.deepEqual(read(wholeReferences([block])), [
    'reference: Ader, A. 2001. On Proceedings of many things.',
    'reference: Bohm, B. 2002. On 12:3–4.',
    'reference: Cole, C. On a third thing.',
  ]);
});

test('an entry goes on after a figure, and what stands apart below the last one is none', () => {
  const [one, two, three] = lines(50, 100, ['1. A first entry that', '2. Another one.', '3. The last one.']);
  assert.ok(one && two && three);
  const rest = textLineAt(50, 80, 'goes on here.', { page: 2 });
  const address = textLineAt(50, 190, 'Authors live somewhere.');
  const blocks = [
    blockAt([one], { kind: 'reference' }),
    blockAt([], { kind: 'float', markdown: 'Figure 1: a figure' }),
    blockAt([rest, two], { kind: 'reference' }),
    blockAt([three], { kind: 'reference' }),
    blockAt([address], { kind: 'reference' }),
  ];
  assert.deepEqual(
    read(wholeReferences(blocks)).filter((text) => !text.startsWith('float')),
    [
      'reference: 1. A first entry that goes on here.',
      'reference: 2. Another one.',
      'reference: 3. The last one.',
      'paragraph: Authors live somewhere.',
    ],
  );
});

test('a list that counts up at the end of a paper is one without a heading too', () => {
  const entries = Array.from({ length: 8 }, (_, i) => `[${i + 1}] An author, Phys. Rev. ${i}, 12 (2001).`);
  const blocks = [
    blockAt(lines(50, 100, ['The text of the paper ends here.'])),
    ...lines(50, 130, entries).map((line) => blockAt([line])),
  ];
  const kinds = withoutHeading(blocks).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['paragraph', ...entries.map(() => 'reference')]);
});

test('numbered steps in the midst of a paper are no references', () => {
  const steps = Array.from({ length: 8 }, (_, i) => `[${i + 1}] Take a step.`);
  const blocks = [
    ...lines(50, 130, steps).map((line) => blockAt([line])),
    blockAt([textLineAt(50, 100, 'The text goes on for pages.', { page: 9 })], { page: 9 }),
  ];
  assert.ok(withoutHeading(blocks).every(({ kind }) => kind === 'paragraph'));
});

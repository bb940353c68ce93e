import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRecord } from '../../../src/dataset/formats/format-record.ts';
import { FORMAT_NAMES, type FormatName } from '../../../src/dataset/formats/formats.ts';
import { readRecord } from '../../../src/dataset/formats/read-record.ts';
import { identityOf, isIdentityCut } from '../../../src/dataset/identity/identity.ts';
import { splitSide } from '../../../src/dataset/identity/split-side.ts';
import { TARGETS } from '../../../src/dataset/instruction.ts';
import { TRUNCATION_MARK } from '../../../src/dataset/truncate.ts';
import { arbitraryExample } from '../../helpers/arbitrary-example.ts';

const anyFormat = fc.constantFrom(...FORMAT_NAMES);
const anyTarget = fc.constantFrom(...TARGETS);
const anonymous = fc.constantFrom<FormatName>(...FORMAT_NAMES.filter((format) => format !== 'raw'));
const anyImages = fc.constantFrom<{ images?: string[] }>({}, { images: [] }, { images: ['a.png', 'b.png'] });
const as = fc.constantFrom<'text' | 'messages'>('text', 'messages');

describe('readRecord', () => {
  it('gives back the answer that formatRecord wrote, whatever the format', () => {
    fc.assert(
      fc.property(arbitraryExample, anonymous, anyTarget, as, (example, format, target, as) => {
        const { answer } = readRecord(formatRecord(example, { format, target, as, system: 'Be brief.' }));
        const alpaca = formatRecord(example, { format: 'alpaca', target });
        assert.ok('output' in alpaca);
        assert.equal(answer, alpaca.output);
      }),
    );
  });

  it('refuses a line that is no record and names its keys', () => {
    assert.throws(() => readRecord({ question: 'x', reply: 'y' }), /keys question, reply/);
    assert.throws(() => readRecord({ messages: [{ role: 'user', content: 7 }] }), TypeError);
  });
});

describe('identityOf', () => {
  it('is paper_id where the record has one', () => {
    fc.assert(
      fc.property(arbitraryExample, anyTarget, (example, target) => {
        assert.equal(identityOf(readRecord(formatRecord(example, { format: 'raw', target }))), example.paper_id);
      }),
    );
  });

  it('is else the same for every format, target and copy of a paper, with pictures and without', () => {
    fc.assert(
      fc.property(arbitraryExample, anonymous, anyTarget, anyImages, as, (example, format, target, images, as) => {
        const plain = readRecord(formatRecord(example, { format: 'alpaca', target: 'both' }));
        const copy = { ...example, poster_markdown: 'another', quality: { copy: 1 } };
        const other = readRecord(formatRecord(copy, { format, target, as, ...images, system: 'Be brief.' }));
        assert.equal(identityOf(other), identityOf(plain));
      }),
    );
  });

  it('differs between papers that share a title', () => {
    fc.assert(
      fc.property(arbitraryExample, anonymous, anyTarget, (example, format, target) => {
        const [one, two] = ['First text.', 'Second text.'].map((paper_markdown) =>
          identityOf(readRecord(formatRecord({ ...example, paper_markdown }, { format, target }))),
        );
        assert.notEqual(one, two);
      }),
    );
  });

  it('is the whole text where another program wrote it without a task', () => {
    const ids = ['1', '2', '12', '22'].map((text) => identityOf(readRecord({ text })));
    assert.equal(new Set(ids).size, 4);
  });

  it('knows when it would be the identity of a cut text', () => {
    fc.assert(
      fc.property(arbitraryExample, anyFormat, anyTarget, (example, format, target) => {
        const isCut = (paper_markdown: string) =>
          isIdentityCut(readRecord(formatRecord({ ...example, paper_markdown }, { format, target })));
        assert.equal(isCut(`One.\n\n${TRUNCATION_MARK}`), format !== 'raw');
        assert.equal(isCut('One. […]'), false);
      }),
    );
  });
});

describe('splitSide', () => {
  const shares = fc.record({
    test: fc.double({ min: 0, max: 0.5, noNaN: true }),
    validation: fc.double({ min: 0, max: 0.5, noNaN: true }),
    seed: fc.nat(),
  });

  it('depends on the identity alone', () => {
    fc.assert(fc.property(fc.string(), shares, (id, at) => assert.equal(splitSide(id, at), splitSide(id, { ...at }))));
  });

  it('keeps on the test side what a smaller share put there', () => {
    fc.assert(
      fc.property(fc.string(), shares, fc.double({ min: 0, max: 0.4, noNaN: true }), (id, at, more) => {
        if (splitSide(id, at) === 'test')
          assert.equal(splitSide(id, { ...at, test: at.test + more, validation: 0 }), 'test');
      }),
    );
  });

  it('comes close to the shares asked for', () => {
    const sides = Array.from({ length: 20_000 }, (_, i) =>
      splitSide(`p${i}`, { test: 0.1, validation: 0.05, seed: 0 }),
    );
    const share = (side: string) => sides.filter((one) => one === side).length / sides.length;
    // Three standard deviations of a binomial share at n = 20,000.
    assert.ok(Math.abs(share('test') - 0.1) < 0.0064 && Math.abs(share('validation') - 0.05) < 0.0047);
  });

  it('puts all on one side for the shares 0 and 1', () => {
    assert.equal(splitSide('p1', { test: 1, validation: 0, seed: 0 }), 'test');
    assert.equal(splitSide('p1', { test: 0, validation: 1, seed: 0 }), 'validation');
    assert.equal(splitSide('p1', { test: 0, validation: 0, seed: 0 }), 'train');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRecord } from '../../../src/dataset/formats/format-record.ts';
import { type DatasetRecord, FORMAT_NAMES } from '../../../src/dataset/formats/formats.ts';
import { TARGETS } from '../../../src/dataset/instruction.ts';
import { PosterLayout, type TrainingExample } from '../../../src/model/schemas.ts';
import { arbitraryExample } from '../../helpers/arbitrary-example.ts';

const sample = (): TrainingExample => {
  const [example] = fc.sample(arbitraryExample, { seed: 7, numRuns: 1 });
  return {
    ...example!,
    paper_title: 'A title',
    paper_abstract: 'An abstract.',
    paper_markdown: '# A title\n\nText with an <image> in it.',
    poster_markdown: '# Poster',
  };
};

/** Keys and types, deeply: what a loader infers of a line. */
function schemaOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(schemaOf))].sort().join('|')}]`;
  if (value === null || typeof value !== 'object') return typeof value;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}:${schemaOf(inner)}`)
    .join()}}`;
}

const keysOf = (record: DatasetRecord) => Object.keys(record).join();

describe('formatRecord', () => {
  it('writes alpaca as three strings, the layout without paper_id and without a path', () => {
    const example = sample();
    const { paper_id, poster_path, ...layout } = example.poster_layout;
    assert.deepEqual(formatRecord(example, { format: 'alpaca', target: 'both' }), {
      instruction:
        'Generate an academic poster for the following research paper.\n\nTitle: A title\n\nAbstract: An abstract.',
      input: '# A title\n\nText with an <image> in it.',
      output: JSON.stringify({ layout, content: '# Poster' }),
    });
    assert.ok(paper_id && poster_path);
  });

  it('leaves no trace of the path or the id in any format but raw', () => {
    const named = fc.constantFrom(...FORMAT_NAMES.filter((format) => format !== 'raw'));
    fc.assert(
      fc.property(arbitraryExample, named, fc.constantFrom(...TARGETS), (example, format, target) => {
        const written = JSON.stringify(formatRecord(example, { format, target }));
        assert.ok(!written.includes('poster_path') && !written.includes(example.poster_layout.poster_path));
      }),
    );
  });

  it('gives every record of one format the same keys and types', () => {
    for (const format of FORMAT_NAMES) {
      fc.assert(
        fc.property(arbitraryExample, arbitraryExample, fc.constantFrom(...TARGETS), (one, other, target) => {
          const [a, b] = [one, other].map((example) => formatRecord(example, { format, target }));
          assert.equal(keysOf(a!), keysOf(b!));
          if (format !== 'raw') assert.equal(schemaOf(a), schemaOf(b));
        }),
      );
    }
  });

  it('puts the layout into the input of content, and content out of layout', () => {
    fc.assert(
      fc.property(arbitraryExample, (example) => {
        const content = formatRecord(example, {
          format: 'alpaca',
          target: 'content',
        });
        const layout = formatRecord(example, {
          format: 'alpaca',
          target: 'layout',
        });
        assert.ok('output' in content && 'output' in layout);
        assert.deepEqual(JSON.parse(content.output), {
          content: example.poster_markdown,
        });
        const written = JSON.parse(layout.output);
        assert.deepEqual(Object.keys(written), ['layout']);
        assert.ok(content.input.startsWith(example.paper_markdown));
        assert.deepEqual(JSON.parse(content.input.split('\n').at(-1)!), written.layout);
        PosterLayout.omit({ paper_id: true, poster_path: true }).strict().parse(written.layout);
      }),
    );
  });

  it('splits the text template into prompt and completion at the answer', () => {
    const text = formatRecord(sample(), { format: 'text', target: 'both' });
    const halves = formatRecord(sample(), {
      format: 'prompt-completion',
      target: 'both',
    });
    assert.ok('text' in text && 'completion' in halves);
    assert.equal(text.text, `${halves.prompt}${halves.completion}`);
    assert.match(text.text, /^### Instruction:\n[\s\S]+\n\n### Input:\n[\s\S]+\n\n### Response:\n\{"layout"/);
  });

  it('says the same in messages, in message lists and in sharegpt, after the system turn if there is one', () => {
    const [example, system] = [sample(), 'You design posters.'];
    const chat = formatRecord(example, {
      format: 'messages',
      target: 'both',
      system,
    });
    const lists = formatRecord(example, {
      format: 'prompt-completion',
      target: 'both',
      as: 'messages',
      system,
    });
    const turns = formatRecord(example, {
      format: 'sharegpt',
      target: 'both',
      system,
    });
    assert.ok('messages' in chat && 'completion' in lists && 'conversations' in turns);
    assert.deepEqual(
      chat.messages.map(({ role }) => role),
      ['system', 'user', 'assistant'],
    );
    assert.deepEqual(chat.messages, [...lists.prompt, ...lists.completion]);
    assert.deepEqual(
      turns.conversations.map(({ from, value }) => `${from}: ${value}`),
      chat.messages.map(({ role, content }, i) => `${['system', 'human', 'gpt'][i] ?? role}: ${content}`),
    );
  });

  it('writes as many image tokens as images, however often the paper says <image>', () => {
    const images = ['a.png', 'b.png', 'c.png'];
    for (const format of ['messages', 'sharegpt'] as const) {
      const record = formatRecord(sample(), { format, target: 'both', images });
      assert.ok('images' in record);
      assert.deepEqual(record.images, images);
      assert.equal(JSON.stringify(record).split('<image>').length - 1, 3);
    }
    const none = formatRecord(sample(), {
      format: 'messages',
      target: 'both',
      images: [],
    });
    assert.equal(JSON.stringify(none).includes('<image>'), false);
  });

  it('keeps an example whole in raw, its quality always with the same columns', () => {
    const record = formatRecord({ ...sample(), quality: { confidence: 0.9 } }, { format: 'raw', target: 'both' });
    assert.ok('quality' in record);
    assert.equal(record.quality.confidence, 0.9);
    assert.equal(record.quality.number_grounding, null);
    assert.deepEqual({ ...record, quality: null }, { ...sample(), quality: null });
  });
});

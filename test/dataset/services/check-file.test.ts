import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRecord } from '../../../src/dataset/formats/format-record.ts';
import { TARGETS } from '../../../src/dataset/instruction.ts';
import { FileCheck } from '../../../src/dataset/services/check-file.ts';
import { SERVICE_RULES, SERVICES, type Service } from '../../../src/dataset/services/service-rules.ts';
import { openTokenizer } from '../../../src/dataset/tokenizer.ts';
import { arbitraryExample } from '../../helpers/arbitrary-example.ts';

const NO_LIMITS = { tokenizer: null, maxTokens: null };
const SMALL: Parameters<FileCheck['end']>[0] = {
  bytes: 1000,
  fileFormat: 'jsonl',
  hasByteOrderMark: false,
};

function problemsOf(service: Service, records: readonly unknown[], file: Partial<typeof SMALL> = {}): string[] {
  const check = new FileCheck(service, NO_LIMITS);
  const found = records.flatMap((record, i) => check.add(i + 1, record));
  return [...found, ...check.end({ ...SMALL, ...file })].map(({ line, message }) => `${line ?? 'file'}: ${message}`);
}

const chat = (...roles: string[]) => ({ messages: roles.map((role) => ({ role, content: `said by ${role}` })) });
const GOOD_CHAT = chat('system', 'user', 'assistant');
const ten = (record: object) => Array.from({ length: 10 }, () => record);

describe('FileCheck', () => {
  it('finds nothing wrong with what this program writes, for any service that loads the format', () => {
    const loaded = SERVICES.flatMap((service) => SERVICE_RULES[service].formats.map((format) => ({ service, format })));
    fc.assert(
      fc.property(
        fc.array(arbitraryExample, { minLength: 10, maxLength: 12 }),
        fc.constantFrom(...loaded),
        fc.constantFrom(...TARGETS),
        (examples, { service, format }, target) => {
          assert.deepEqual(
            problemsOf(
              service,
              examples.map((each) => formatRecord(each, { format, target })),
            ),
            [],
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names the format to export with where a service does not load the one at hand', () => {
    const alpaca = { instruction: 'i', input: 'x', output: 'o' };
    assert.match(
      problemsOf('openai', ten(alpaca))[0] ?? '',
      /^1: openai does not load alpaca; export with --format messages/,
    );
    assert.match(problemsOf('trl', [alpaca])[0] ?? '', /prompt-completion/);
  });

  it('wants enough examples, not too many, and a file that is not too large', () => {
    assert.deepEqual(problemsOf('openai', ten(GOOD_CHAT).slice(1)), [
      'file: openai wants at least 10 examples; the file has 9',
    ]);
    assert.deepEqual(problemsOf('fireworks', [GOOD_CHAT, GOOD_CHAT]), [
      'file: fireworks wants at least 3 examples; the file has 2',
    ]);
    assert.deepEqual(problemsOf('openai', ten(GOOD_CHAT), { bytes: 512e6 + 1 }), [
      'file: openai takes files of at most 512 MB; this one has 513 MB',
    ]);
  });

  it('wants lines where a service reads nothing else, and says how to get them', () => {
    assert.match(
      problemsOf('openai', ten(GOOD_CHAT), { fileFormat: 'parquet' }).join(),
      /^file: openai takes JSON Lines, not Parquet; poster-stream merge /,
    );
    assert.deepEqual(problemsOf('axolotl', [GOOD_CHAT], { fileFormat: 'parquet' }), []);
  });

  it('wants one format a file, and one format a line', () => {
    assert.match(
      problemsOf('together', [GOOD_CHAT, { text: 'x' }])[0] ?? '',
      /^2: this is text, the first record is messages/,
    );
    assert.match(problemsOf('together', [{ ...GOOD_CHAT, text: 'x' }])[0] ?? '', /two formats, messages and text/);
  });

  it('takes the developer for the system where the service is OpenAI, and nowhere else', () => {
    const developed = chat('developer', 'user', 'assistant');
    assert.deepEqual(problemsOf('openai', ten(developed)), []);
    assert.match(
      problemsOf('openai', ten(chat('user', 'developer', 'assistant'))).join(),
      /system may speak only first/,
    );
    assert.match(problemsOf('together', [developed]).join(), /role "developer"/);
  });

  it('wants user and assistant in turns, the system first if at all, the assistant last', () => {
    const told = (...roles: string[]) => problemsOf('together', [chat(...roles)]).join();
    assert.equal(told('user', 'assistant', 'user', 'assistant'), '');
    assert.match(told('user', 'user', 'assistant'), /take turns/);
    assert.match(told('user', 'system', 'assistant'), /system may speak only first/);
    assert.match(told('system', 'user'), /last turn/);
    assert.match(told('human', 'assistant'), /role "human"/);
    assert.match(told(), /empty/);
    assert.match(
      problemsOf('together', [
        {
          messages: [
            { role: 'user', content: ' ' },
            { role: 'assistant', content: 'x' },
          ],
        },
      ]).join(),
      /turn 1 is empty/,
    );
    assert.match(
      problemsOf('llama-factory', [{ conversations: [{ from: 'gpt', value: 'x' }] }]).join(),
      /take turns, human first/,
    );
  });

  it('wants the weights 0 and 1 only, where there are some', () => {
    const weighted = (weight: number) => ({
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'y', weight },
      ],
    });
    const told = (weight: number) =>
      problemsOf(
        'fireworks',
        Array.from({ length: 3 }, () => weighted(weight)),
      );
    assert.deepEqual(told(0), []);
    assert.match(told(2)[0] ?? '', /messages.1.weight/);
  });

  it('wants every column of one kind where the loader makes a table, and lets null and [] pass', () => {
    const row = (input: unknown) => ({ instruction: 'i', input: 'x', output: 'o', extra: input });
    assert.deepEqual(problemsOf('axolotl', [row(null), row(['a']), row([]), row(['b'])]), []);
    assert.match(problemsOf('axolotl', [row(3), row('3')])[0] ?? '', /^2: extra is string here and number before/);
    assert.match(
      problemsOf('axolotl', [row(3), { instruction: 'i', input: 'x', output: 'o' }])[0] ?? '',
      /^2: the columns are/,
    );
  });

  it('wants as many image tokens as images of LLaMA-Factory', () => {
    const shown = (text: string, images: string[]) => ({
      conversations: [
        { from: 'human', value: text },
        { from: 'gpt', value: 'y' },
      ],
      images,
    });
    assert.deepEqual(problemsOf('llama-factory', [shown('<image><image>x', ['a.png', 'b.png'])]), []);
    assert.match(
      problemsOf('llama-factory', [shown('<image>x', ['a.png', 'b.png'])])[0] ?? '',
      /2 images, but 1 <image>/,
    );
  });

  it('refuses letters that are no UTF-8 and a mark before the first record', () => {
    assert.match(problemsOf('trl', [{ text: 'half \ud835 a pair' }])[0] ?? '', /^1: half a surrogate pair/);
    assert.deepEqual(problemsOf('trl', [{ text: 'a pair 😀, an escape \\ud835, both \\\\ud83d' }]), []);
    assert.match(problemsOf('trl', [{ text: 'x' }], { hasByteOrderMark: true })[0] ?? '', /^file: a byte order mark/);
  });

  it('refuses what is no record and names the line', () => {
    assert.deepEqual(problemsOf('trl', [{ text: 'x' }, 7]), ['2: a record is a JSON object']);
    assert.match(problemsOf('trl', [{ foo: 1 }])[0] ?? '', /the keys foo/);
    assert.match(problemsOf('trl', [{ text: 7 }])[0] ?? '', /^1: text: /);
    assert.match(
      problemsOf('trl', [{ prompt: 'x', completion: [{ role: 'assistant', content: 'y' }] }])[0] ?? '',
      /both be text/,
    );
  });

  it('counts tokens against the limit of the service and the caller’s own', async () => {
    const tokenizer = await openTokenizer();
    const long = {
      messages: [
        { role: 'user', content: 'word '.repeat(70_000) },
        { role: 'assistant', content: 'y' },
      ],
    };
    const check = new FileCheck('openai', { tokenizer, maxTokens: null });
    assert.match(check.add(1, long)[0]?.message ?? '', /at most 65536/);
    const strict = new FileCheck('together', { tokenizer, maxTokens: 3 });
    assert.match(strict.add(1, GOOD_CHAT)[0]?.message ?? '', /^6 tokens, but at most 3/);
    assert.deepEqual(strict.toJSON(), { service: 'together', format: 'messages', rows: 1, tokens: 6, most_tokens: 6 });
  });
});

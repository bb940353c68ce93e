/** Damaged and hostile papers through the real worker pool: each ends as a document or as a coded failure. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { codeOf } from '../../src/model/item.ts';
import type { ParsedDocument } from '../../src/model/schemas.ts';
import { openThreads, type Threads } from '../../src/threads/pool.ts';
import {
  firstExtraObject,
  streamObject,
  type TinyPage,
  type TinyPdfOptions,
  textAt,
  tinyPdf,
} from '../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';

const TIME_LIMIT_MS = 20_000;

let folder: string;
let threads: Threads;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  threads = openThreads(1);
});
after(async () => {
  await threads[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** The document, or the failure's code. */
async function outcome(pdf: Uint8Array, timeLimit = TIME_LIMIT_MS): Promise<ParsedDocument | string> {
  const path = join(folder, 'paper.pdf');
  await writeFile(path, pdf);
  try {
    const options = { ...PARSE_OPTIONS, figuresDir: join(folder, 'figures'), maxPages: 50 };
    return await threads.run('parsePaper', [path, options], AbortSignal.timeout(timeLimit));
  } catch (error) {
    return error instanceof Error && error.name === 'AbortError' ? 'timeout' : codeOf(error);
  }
}

const PROSE = Array.from({ length: 8 }, (_, i) =>
  textAt(72, 300 - 12 * i, 'Running text that says what running text says, line after line of it, to the end.'),
).join('');
const CAPTION = textAt(72, 350, 'Figure 1: Two squares, one of them filled.', 9);
const SQUARES = '100 400 200 200 re S 150 450 50 50 re f\n';

const paper = (page: Partial<TinyPage> = {}, options: TinyPdfOptions = {}): Buffer =>
  tinyPdf([{ content: SQUARES + CAPTION + PROSE, ...page }], options);

const FIRST = firstExtraObject(1);

const readable: [what: string, pdf: Buffer][] = [
  ['embedded JavaScript', paper({}, { catalog: '/OpenAction << /S /JavaScript /JS (while \\(true\\) ;) >>' })],
  [
    'an attachment',
    paper(
      {},
      {
        catalog: `/Names << /EmbeddedFiles << /Names [(a.txt) ${FIRST} 0 R] >> >>`,
        objects: [
          `<< /Type /Filespec /F (a.txt) /EF << /F ${FIRST + 1} 0 R >> >>`,
          streamObject('attached words', '/Type /EmbeddedFile'),
        ],
      },
    ),
  ],
  ['a font that is not there', paper({ content: (SQUARES + CAPTION + PROSE).replaceAll('/F1', '/F9') })],
  [
    'a form that contains itself',
    paper(
      {
        content: `${SQUARES}${CAPTION}${PROSE}q 1 0 0 1 100 400 cm /Fm Do Q`,
        resources: `/XObject << /Fm ${FIRST} 0 R >>`,
      },
      {
        objects: [
          streamObject(
            '0 0 50 50 re f /Fm Do',
            `/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /Fm ${FIRST} 0 R >> >>`,
          ),
        ],
      },
    ),
  ],
  [
    'an image of ten thousand million pixels without data',
    paper(
      {
        content: `${SQUARES}${CAPTION}${PROSE}q 90 0 0 90 100 400 cm /Im Do Q`,
        resources: `/XObject << /Im ${FIRST} 0 R >>`,
      },
      {
        objects: [
          streamObject(
            'x',
            '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8',
          ),
        ],
      },
    ),
  ],
  ['a matrix of infinite numbers', paper({ content: `${SQUARES}${CAPTION}${PROSE}1e400 0 0 1 0 0 cm 1 1 9 9 re S` })],
  ['a cut-off end', paper().subarray(0, -20)],
  [
    'a broken cross-reference table',
    Buffer.from(
      paper()
        .toString('latin1')
        .replace(/0000000\d{3}/g, '0000009999'),
      'latin1',
    ),
  ],
];

for (const [what, pdf] of readable) {
  test(`a paper with ${what} is read`, async () => {
    const document = await outcome(pdf);
    assert.ok(typeof document !== 'string', `failed as ${document}`);
    assert.match(document.markdown_content, /Running text that says/);
    assert.doesNotMatch(document.markdown_content, /attached words/);
  });
}

const refused: [what: string, pdf: Uint8Array, code: string][] = [
  ['no bytes', new Uint8Array(), 'unreadable'],
  ['a head and nothing behind it', Buffer.from('%PDF-1.7\n'), 'unreadable'],
  ['only its first half', paper().subarray(0, paper().length / 2), 'unreadable'],
  ['no pages', tinyPdf([]), 'unreadable'],
  ['more pages than allowed', tinyPdf(Array.from({ length: 51 }, () => ({ content: '' }))), 'too-large'],
  ['a page of a million points', paper({ width: 1e6, height: 1e6 }), 'too-large'],
];

for (const [what, pdf, code] of refused)
  test(`a file with ${what} fails as ${code}`, async () => assert.equal(await outcome(pdf), code));

test('a page that takes for ever is given up, and the pool goes on', async () => {
  assert.equal(await outcome(paper({ content: '1 1 m 9 9 l S\n'.repeat(900_000) + PROSE }), 100), 'timeout');
  assert.equal(typeof (await outcome(paper())), 'object');
});

test('a page of a million path operators is read', async () => {
  const strokes = Array.from({ length: 333_333 }, (_, i) => `${100 + (i % 400)} ${400 + ((i * 7) % 300)} m 1 1 l S`);
  const document = await outcome(paper({ content: `${strokes.join('\n')}\n${PROSE}` }), 3 * TIME_LIMIT_MS);
  assert.ok(typeof document !== 'string', `failed as ${document}`);
});

/** Numbers that look random and are the same in every run (Numerical Recipes' linear congruential generator). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed >>> 0; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const FLIPS = 300;
/** All flips together; each has its own limit, which a busy machine may need for a good paper. */
const ALL_FLIPS_MS = 600_000;

test('a paper with flipped bytes ends as a document or as a coded failure, in time', {
  timeout: ALL_FLIPS_MS,
}, async () => {
  const sample = await readFile(new URL('../../samples/pairs/bounded-streams/paper.pdf', import.meta.url));
  const random = numbers(7);
  const next = () => random.next().value ?? 0;
  const codes = new Map<string, number>();
  for (let i = 0; i < FLIPS; i++) {
    // The sample has fonts, streams and object tables; the tiny one shows every byte's meaning.
    const pdf = Buffer.from(i % 20 === 0 ? sample : paper());
    for (let flip = 0; flip < 1 + (i % 20); flip++) pdf[Math.floor(next() * pdf.length)] = Math.floor(next() * 256);
    const result = await outcome(pdf);
    const code = typeof result === 'string' ? result : 'document';
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  // A flipped count may ask for years of work, and the time limit is then what ends it.
  const seen = JSON.stringify([...codes]);
  const expected = ['document', 'unreadable', 'encrypted', 'too-large', 'timeout'];
  for (const code of codes.keys()) assert.ok(expected.includes(code), seen);
  assert.ok((codes.get('timeout') ?? 0) <= FLIPS / 10, seen);
  assert.ok((codes.get('document') ?? 0) > FLIPS / 4, 'most flips leave a paper that can be read');
});

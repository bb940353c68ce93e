/** Papers of a few kilobytes that would take gigabytes or hours: each ends with its code, its neighbours unharmed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { firstExtraObject, streamObject, textAt, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { openPlace, type Running } from '../helpers/binary.ts';

const SENTENCE = 'Running text that says what running text says, line after line of it, to the end.';
const PROSE = Array.from({ length: 8 }, (_, i) => textAt(72, 300 - 12 * i, SENTENCE)).join('');
const FIRST = firstExtraObject(1);
const MOST_MEGABYTES = 1024;

const BOMB = deflateSync(deflateSync(Buffer.alloc(1.5 * 2 ** 30, ' ')));
const bomb = (entries = '') => streamObject(BOMB.toString('latin1'), `/Filter [/FlateDecode /FlateDecode] ${entries}`);

const sound = tinyPdf([{ content: PROSE }]);
/** The sound paper with something else in place of a part of it. */
const changed = (from: string, to: string, objects: readonly string[] = [], resources = ''): Buffer =>
  Buffer.from(
    tinyPdf([{ content: PROSE, resources }], { objects })
      .toString('latin1')
      .replace(from, to),
    'latin1',
  );
const drawing = (content: string): Buffer => tinyPdf([{ content: content + PROSE }]);
const deep = (times: number): string => '['.repeat(times) + ']'.repeat(times);

const BROKEN_FONT = [
  `<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+F /FirstChar 32 /LastChar 33 /Widths [500 500] /FontDescriptor ${FIRST + 1} 0 R >>`,
  `<< /Type /FontDescriptor /FontName /ABCDEF+F /Flags 32 /FontBBox [0 0 9 9] /ItalicAngle 0 /Ascent 8 /Descent 0 /CapHeight 7 /StemV 8 /FontFile2 ${FIRST + 2} 0 R >>`,
  bomb('/Length1 9'),
];
const IMAGE = '/Type /XObject /Subtype /Image /Width 25000 /Height 25000 /BitsPerComponent 8';

/** Forms in forms, nine deep, each shown ten times by the one above it. */
const FORMS = Array.from({ length: 9 }, (_, level) =>
  streamObject(
    '/Fm Do '.repeat(level < 8 ? 10 : 0),
    `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm ${FIRST + level + 1} 0 R >> >>`,
  ),
);

/** `null`: the paper is read. */
const PAPERS: readonly (readonly [name: string, pdf: Buffer, code: string | null])[] = [
  ['sound-before', sound, null],
  ['content', changed('/Contents 5 0 R', `/Contents ${FIRST} 0 R`, [bomb()]), 'too-large'],
  ['font', changed('/F1 3 0 R', `/F1 ${FIRST} 0 R`, BROKEN_FONT), 'too-large'],
  ['map', changed('/BaseFont /Helvetica', `/BaseFont /Helvetica /ToUnicode ${FIRST} 0 R`, [bomb()]), 'too-large'],
  [
    'image',
    tinyPdf([{ content: `q 90 0 0 90 99 400 cm /Im Do Q ${PROSE}`, resources: `/XObject << /Im ${FIRST} 0 R >>` }], {
      objects: [bomb(`${IMAGE} /ColorSpace /DeviceRGB`)],
    }),
    null,
  ],
  [
    'profile',
    tinyPdf(
      [{ content: `/C cs 1 0 0 sc 9 9 9 9 re f ${PROSE}`, resources: `/ColorSpace << /C [/ICCBased ${FIRST} 0 R] >>` }],
      {
        objects: [bomb('/N 3')],
      },
    ),
    null,
  ],
  [
    'forms',
    tinyPdf([{ content: '/Fm Do '.repeat(10) + PROSE, resources: `/XObject << /Fm ${FIRST} 0 R >>` }], {
      objects: FORMS,
    }),
    'too-large',
  ],
  ['saves', drawing('q '.repeat(1e6)), 'too-large'],
  ['strokes', drawing('1 1 m 9 9 l S\n'.repeat(1.2e6)), 'too-large'],
  ['words', drawing(`BT /F1 9 Tf ${'1 0 0 1 9 9 Tm (a) Tj\n'.repeat(1e6)} ET`), 'too-large'],
  ['string', drawing(`BT /F1 9 Tf (${'a'.repeat(36 * 2 ** 20)}) Tj ET`), 'too-large'],
  ['arrays', drawing(`${deep(1e6)} TJ `), null],
  ['count', changed('/Count 1', '/Count 2000000000'), null],
  ['tree', changed('/Kids [4 0 R]', '/Kids [2 0 R]'), 'unreadable'],
  ['pages', tinyPdf(Array.from({ length: 100_000 }, () => ({ content: '' }))), 'too-large'],
  ['sound-after', sound, null],
];

/** Megabytes at the most, looked at while it runs. */
async function peakOf({ child, ended }: Running): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    try {
      const about = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(about)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 25);
  await ended;
  clearInterval(timer);
  return peak;
}

test('papers made to hurt end with their codes within a gigabyte, and their neighbours are read', async () => {
  await using place = await openPlace();
  for (const [name, pdf] of PAPERS) await writeFile(join(place.dir, `${name}.pdf`), pdf);
  const options = ['parse', '--threads', '1', '--json', '--no-figures'];
  const running = place.start([...options, ...PAPERS.map(([name]) => `${name}.pdf`)], '');
  const [peak, { status, stdout, stderr }] = await Promise.all([peakOf(running), running.ended]);
  assert.equal(status, 1, stderr);
  const read = [...stdout.matchAll(/"doc_id":"([^"]+)"/g)].map(([, name]) => name);
  const refused = [...stderr.matchAll(/^(\S+)\.pdf: ([a-z-]+): /gm)].map(([, name, code]) => `${name} ${code}`);
  assert.deepEqual(
    read,
    PAPERS.flatMap(([name, , code]) => (code === null ? name : [])),
    stderr,
  );
  assert.deepEqual(
    refused,
    PAPERS.flatMap(([name, , code]) => (code === null ? [] : `${name} ${code}`)),
  );
  assert.ok(peak < MOST_MEGABYTES, `${peak} MB`);
});

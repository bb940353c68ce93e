/**
 * Mutated PDFs, pictures and row files, each read as the program reads it: none may hang, die or end in a failure that
 * nobody foresaw. `npm run fuzz -- CASES [FIRST_SEED]`; a seed that fails is printed, and gives the same file again.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { FatalError, RowError } from '../../src/model/item.ts';
import { decodePicture } from '../../src/poster/structure/page/decode-picture.ts';
import { chooseDecoder } from '../../src/rows/decode-records.ts';
import { readRow } from '../../src/rows/read-row.ts';
import { Utf8Text } from '../../src/rows/utf8-text.ts';
import { openThreads, type Threads } from '../../src/threads/pool.ts';
import { textAt, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';
import { drawsOf, mutated } from './mutate.ts';

/** Milliseconds that a case may take, on a machine that does other work beside it. */
const LONGEST = 120_000;

export interface FuzzReport {
  cases: number;
  outcomes: Record<string, number>;
  /** Seeds whose file ended otherwise than it may, with how. */
  found: { seed: number; kind: string; outcome: string }[];
  slowest: { seed: number; kind: string; seconds: number };
  peakMegabytes: number;
}

/** @param until ends it earlier, in milliseconds of `performance.now()` */
export async function fuzz(cases: number, firstSeed: number, until = Number.POSITIVE_INFINITY): Promise<FuzzReport> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  await using threads = openThreads(1);
  const report: FuzzReport = {
    cases: 0,
    outcomes: {},
    found: [],
    slowest: { seed: 0, kind: '', seconds: 0 },
    peakMegabytes: 0,
  };
  try {
    const samples = await soundFiles();
    for (let seed = firstSeed; seed < firstSeed + cases && performance.now() < until; seed++) {
      const draw = drawsOf(~seed);
      const sample = samples[draw(samples.length)]!;
      const other = samples[draw(samples.length)]!;
      const from = performance.now();
      const outcome = await outcomeOf(sample.kind, mutated(seed, sample.bytes, other.bytes), { folder, threads });
      count(report, { seed, kind: sample.kind, outcome, seconds: (performance.now() - from) / 1000 });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  report.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return report;
}

type Kind = 'pdf' | 'picture' | 'rows';

async function soundFiles(): Promise<{ kind: Kind; bytes: Buffer }[]> {
  const prose = Array.from({ length: 30 }, (_, i) => textAt(72, 700 - 12 * i, `Line ${i} of running text.`)).join('');
  const picture = sharp({ create: { width: 90, height: 60, channels: 3, background: '#3060a0' } });
  const rows = Array.from({ length: 20 }, (_, i) => ({
    paper_id: `p${i}`,
    local_image_path: 'x',
    local_pdf_path: 'y',
  }));
  const csv = ['paper_id,local_image_path,local_pdf_path', ...rows.map((row) => Object.values(row).join(','))];
  const texts = [csv.join('\n'), rows.map((row) => JSON.stringify(row)).join('\n'), JSON.stringify(rows, null, 1)];
  return [
    { kind: 'pdf', bytes: tinyPdf([{ content: prose }, { content: `q 1 0 0 1 9 9 cm ${prose} Q 9 9 90 90 re S` }]) },
    ...(await Promise.all([picture.png().toBuffer(), picture.jpeg().toBuffer(), picture.webp().toBuffer()])).map(
      (bytes) => ({ kind: 'picture' as const, bytes }),
    ),
    ...texts.map((text) => ({ kind: 'rows' as const, bytes: Buffer.from(text) })),
  ];
}

interface Place {
  folder: string;
  threads: Threads;
}

/** `read`, or the code of the failure; `FatalError` ends a run of rows. */
async function outcomeOf(kind: Kind, bytes: Buffer, { folder, threads }: Place): Promise<string> {
  try {
    if (kind === 'rows') await readRows(bytes);
    else if (kind === 'picture') await decodePicture(bytes);
    else {
      const path = join(folder, 'paper.pdf');
      await writeFile(path, bytes);
      await threads.run('parsePaper', [path, { ...PARSE_OPTIONS, ocr: 'never' }], AbortSignal.timeout(LONGEST));
    }
    return 'read';
  } catch (error) {
    if (error instanceof RowError) return error.code;
    if (error instanceof FatalError) return 'fatal';
    return `unforeseen: ${error instanceof Error ? error.message : error}`;
  }
}

async function readRows(bytes: Buffer): Promise<void> {
  const text = new Utf8Text();
  const pieces = [text.push(bytes), text.end()];
  const decoder = chooseDecoder(pieces.join(''));
  for (const piece of pieces) for await (const record of decoder?.push(piece) ?? []) asRow(record);
  for await (const record of decoder?.end() ?? []) asRow(record);
}

function asRow(record: Record<string, unknown> | RowError): void {
  try {
    if (!(record instanceof RowError)) readRow(record);
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
  }
}

type Case = { seed: number; kind: Kind; outcome: string; seconds: number };

function count(report: FuzzReport, { seed, kind, outcome, seconds }: Case): void {
  report.cases += 1;
  report.outcomes[`${kind} ${outcome}`] = (report.outcomes[`${kind} ${outcome}`] ?? 0) + 1;
  if (/^(?:unforeseen|internal|out-of-memory)/.test(outcome)) report.found.push({ seed, kind, outcome });
  if (seconds > report.slowest.seconds) report.slowest = { seed, kind, seconds };
}

if (import.meta.main) {
  const [cases = 2000, firstSeed = 1] = process.argv.slice(2).map(Number);
  const report = await fuzz(cases, firstSeed);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = report.found.length > 0 ? 1 : 0;
}

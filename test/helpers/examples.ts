/** Examples as a run stores them, and the records that they are exported as. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { augmentExample } from '../../src/dataset/augment/augment-example.ts';
import { formatRecord } from '../../src/dataset/formats/format-record.ts';
import type { FormatName } from '../../src/dataset/formats/formats.ts';
import type { TrainingExample } from '../../src/model/schemas.ts';
import { arbitraryExample } from './arbitrary-example.ts';

const PAPER = ['# Title', '## Abstract', 'Short. '.repeat(30), '## 1 Method', 'Long method text. '.repeat(300)].join(
  '\n\n',
);

export const examplesOf = (count: number): TrainingExample[] =>
  fc.sample(arbitraryExample, { seed: 3, numRuns: count }).map((example, i) => ({
    ...example,
    paper_id: `p${String(i).padStart(3, '0')}`,
    paper_title: `Title ${i}`,
    paper_markdown: `${PAPER}\n\nNumber ${i}.`,
    poster_layout: { ...example.poster_layout, paper_id: `p${i}` },
  }));

export function keep(dir: string, examples: readonly TrainingExample[]): void {
  mkdirSync(join(dir, 'out', 'training_data'), { recursive: true });
  for (const example of examples)
    writeFileSync(join(dir, 'out', 'training_data', `${example.paper_id}.json`), JSON.stringify(example));
}

/** The lines that `export` would write; its own tests hold it to that. */
export const exported = (examples: readonly TrainingExample[], format: FormatName): string =>
  examples.map((example) => `${JSON.stringify(formatRecord(example, { format, target: 'both' }))}\n`).join('');

export const withCopies = (examples: readonly TrainingExample[], copies: number): TrainingExample[] =>
  examples.flatMap((example) => [example, ...augmentExample(example, { augment: ['jitter-layout'], copies, seed: 0 })]);

export const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');
export const parsedLines = (text: string): object[] => linesOf(text).map((line) => JSON.parse(line));

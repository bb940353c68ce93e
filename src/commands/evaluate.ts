/** `evaluate`: predictions against references. */
import { Evaluation } from '../dataset/metrics/evaluation.ts';
import { parseAnswer } from '../dataset/metrics/parse-prediction.ts';
import { predictionText } from '../dataset/metrics/prediction-text.ts';
import { KEY_HEADER, ratingLines, SHEET_HEADER } from '../dataset/metrics/rating-sheet.ts';
import { ERRORS, MEASURES, type Measures, SCORES, scoreExample } from '../dataset/metrics/score-example.ts';
import { readRecord } from '../dataset/read-record.ts';
import { pairRecords, type RecordPair } from '../store/pair-records.ts';
import { TextFile } from '../store/text-file.ts';
import { writeWhole } from '../store/write-whole.ts';
import { UsageError } from '../usage-error.ts';
import type { VerbHelp } from './command-line.ts';
import type { Request } from './stdio.ts';

export const help: VerbHelp = {
  verb: 'evaluate',
  operands: '<PRED> <REF>',
  summary: 'measure predictions against references: validity, sections, reading order, boxes, figures, text, numbers',
  examples: [
    'poster-stream evaluate predictions.jsonl test.jsonl',
    'poster-stream evaluate predictions.jsonl test.jsonl --json | jq .means.section_f1',
    'poster-stream evaluate predictions.jsonl test.jsonl --sheet rate.csv',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands, stdout } = request;
  const [predictions = '', references = ''] = operands;
  await using sheet = config.sheet ? await openSheet(config.sheet, config.seed) : null;
  const evaluation = new Evaluation();
  const rows: string[] = config.perExample && !config.json ? [['paper_id', 'reading', ...MEASURES].join('\t')] : [];
  let item = 0;
  for await (const pair of pairRecords(predictions, references)) {
    item += 1;
    const { title, prediction, reference, paper } = textsOf(pair, references);
    const score = scoreExample(prediction, reference, paper);
    evaluation.add(score);
    const paperId = pair.paperId ?? String(item);
    if (config.perExample)
      rows.push(config.json ? JSON.stringify({ paper_id: paperId, ...score }) : rowOf(paperId, score));
    await sheet?.add({ title, paperId, prediction, reference });
  }
  await sheet?.finish();
  const result = evaluation.toJSON();
  const text = [...rows, config.json ? JSON.stringify(result) : tableOf(result)].join('\n');
  if (config.output) await writeWhole(config.output, `${text}\n`);
  else stdout.write(`${text}\n`);
  return 0;
}

function textsOf({ prediction, reference }: RecordPair, references: string) {
  const place = `${references}:${reference.line}`;
  if (reference.record === null) throw new UsageError(`${place}: ${reference.problem}`);
  const { question, answer } = readReference(reference.record, place);
  return {
    title: /^Title: (.*)$/m.exec(question)?.[1] ?? '',
    // A line that is not even JSON is what the model said, all the same.
    prediction: prediction.record ? predictionText(prediction.record) : prediction.text,
    reference: answer,
    paper: question,
  };
}

function readReference(record: object, place: string) {
  try {
    return readRecord(record);
  } catch (error) {
    throw new UsageError(`${place}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

const rowOf = (paperId: string, score: Measures & { reading: string }): string =>
  [paperId, score.reading, ...MEASURES.map((name) => score[name]?.toFixed(4) ?? '')].join('\t');

function tableOf({ examples, readings, means }: ReturnType<Evaluation['toJSON']>): string {
  const read = Object.entries(readings).filter(([, count]) => count > 0);
  const line = (name: (typeof MEASURES)[number]) => `  ${name.padEnd(22)}${means[name]?.toFixed(3) ?? 'none'}`;
  return [
    `${examples} examples (${read.map(([name, count]) => `${count} ${name}`).join(', ')})`,
    'best at 1',
    ...SCORES.map(line),
    'best at 0',
    ...ERRORS.map(line),
  ].join('\n');
}

/** The sheet that people rate and its key, both whole or absent. */
async function openSheet(path: string, seed: number) {
  const keyPath = `${path.replace(/\.csv$/, '')}.key.csv`;
  const sheet = await TextFile.open(`${path}.${process.pid}.partial`);
  const key = await TextFile.open(`${keyPath}.${process.pid}.partial`);
  let items = 0;
  let isFinished = false;
  await sheet.write(SHEET_HEADER);
  await key.write(KEY_HEADER);
  return {
    async add(pair: { title: string; paperId: string; prediction: string; reference: string }): Promise<void> {
      items += 1;
      const shown = (text: string) => parseAnswer(text).content ?? text;
      const posters = { prediction: shown(pair.prediction), reference: shown(pair.reference) };
      const lines = ratingLines(items, { ...pair, ...posters }, seed);
      await sheet.write(lines.sheet);
      await key.write(lines.key);
    },
    async finish(): Promise<void> {
      isFinished = true;
      await sheet.finish(path);
      await key.finish(keyPath);
    },
    async [Symbol.asyncDispose](): Promise<void> {
      if (isFinished) return;
      await sheet.discard();
      await key.discard();
    },
  };
}

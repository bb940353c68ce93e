/** `evaluate`: predictions against references. */
import { Readable } from 'node:stream';
import { judgingServer } from '../config/model-servers.ts';
import { readRecord } from '../dataset/formats/read-record.ts';
import { Evaluation, type Score } from '../dataset/metrics/evaluation.ts';
import { MEASURE_MEANINGS } from '../dataset/metrics/measure-meanings.ts';
import { predictionText } from '../dataset/metrics/prediction-text.ts';
import { ERRORS, MEASURES, scoreExample } from '../dataset/metrics/score-example.ts';
import { askOpinions, type OpinionOptions, opinionNames } from '../engines/chat/ask-opinions.ts';
import type { TextModel } from '../engines/chat/text-model.ts';
import { UsageError } from '../model/usage-error.ts';
import { pairRecords, type RecordPair } from '../records/pair-records.ts';
import { openRatingSheet } from '../records/rating-sheet-file.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { openResult } from '../terminal/open-result.ts';
import type { Request } from '../terminal/stdio.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';

export const help: VerbHelp = {
  verb: 'evaluate',
  operands: '<PRED> <REF>',
  summary: 'measure predictions against references: validity, sections, reading order, boxes, figures, text, numbers',
  examples: [
    'poster-stream evaluate predictions.jsonl test.jsonl',
    'poster-stream evaluate predictions.jsonl test.jsonl --json | jq .means.section_f1',
    'poster-stream evaluate predictions.jsonl test.jsonl --sheet rate.csv',
    'poster-stream evaluate predictions.jsonl test.jsonl --quiz 20 --base-url http://127.0.0.1:8000/v1 --model NAME',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, operands } = request;
  const [predictions = '', references = ''] = operands;
  const opinions = { quiz: config.quiz, judge: config.judge, seed: config.seed };
  const names = [...MEASURES, ...opinionNames(opinions)];
  const model = opinionNames(opinions).length > 0 ? await modelFor(request) : null;
  await using result = await openResult(request);
  await using sheet = config.sheet ? await openRatingSheet(config.sheet, config.seed) : null;
  const evaluation = new Evaluation(names);
  const scored = Readable.from(pairRecords(predictions, references)).map(
    (pair: RecordPair) => scorePair(pair, model, opinions),
    { concurrency: model ? config.concurrency : 1 },
  );
  if (config.perExample && !config.json) await result.write(`${['paper_id', 'reading', ...names].join('\t')}\n`);
  let item = 0;
  for await (const { texts, paperId, score } of untilInterrupted(scored, request)) {
    item += 1;
    const id = paperId ?? String(item);
    evaluation.add(score);
    if (config.perExample) await result.write(`${config.json ? jsonRow(id, score) : tableRow(id, score, names)}\n`);
    await sheet?.add({ ...texts, paperId: id });
  }
  await sheet?.finish();
  const means = evaluation.toJSON();
  await result.write(`${config.json ? JSON.stringify(means) : tableOf(means)}\n`);
  await result.finish();
  return 0;
}

async function scorePair(pair: RecordPair, model: TextModel | null, opinions: OpinionOptions) {
  const texts = textsOf(pair);
  const { prediction: poster, reference, paper } = texts;
  const { reading, measures } = scoreExample(poster, reference, paper);
  const asked = model ? await askOpinions(model, { paper, poster }, opinions) : {};
  return { texts, paperId: pair.paperId, score: { reading, measures: { ...measures, ...asked } } };
}

const jsonRow = (paper_id: string, { reading, measures }: Score): string =>
  JSON.stringify({ paper_id, reading, ...measures });

const tableRow = (paperId: string, { reading, measures }: Score, names: readonly string[]): string =>
  [paperId, reading, ...names.map((name) => measures[name]?.toFixed(4) ?? '')].join('\t');

/** @throws UsageError where it is not said whom to ask */
async function modelFor({ config, said }: Request): Promise<TextModel> {
  const { baseUrl, apiKey, model } = judgingServer(config, said);
  if (baseUrl === null || model === null)
    throw new UsageError('--quiz and --judge ask a model: say which with --base-url and --model');
  // Loaded here only: its client is large.
  const { openTextModel } = await import('../engines/chat/text-model.ts');
  return openTextModel({ baseUrl, apiKey, model, timeoutMs: config.timeout * 1000, maxRetries: config.maxRetries });
}

function textsOf({ prediction, reference }: RecordPair) {
  const { place } = reference;
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

function tableOf({ examples, readings, means }: ReturnType<Evaluation['toJSON']>): string {
  const read = Object.entries(readings).filter(([, count]) => count > 0);
  const errors = new Set<string>(ERRORS);
  const meanings = new Map<string, string>(Object.entries(MEASURE_MEANINGS));
  const lines = (isError: boolean) =>
    Object.entries(means)
      .filter(([name]) => errors.has(name) === isError)
      .map(([name, mean]) =>
        `  ${name.padEnd(22)}${mean?.toFixed(3) ?? 'none '}  ${meanings.get(name) ?? ''}`.trimEnd(),
      );
  const counted = read.map(([name, count]) => `${count} ${name}`).join(', ');
  return [`${examples} examples (${counted})`, 'best at 1', ...lines(false), 'best at 0', ...lines(true)].join('\n');
}

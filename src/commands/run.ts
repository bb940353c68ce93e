/** `run`: rows in, records out. */

import { join } from 'node:path';
import { findCredentials, modelOf } from '../config/credentials.ts';
import { PRICES_AS_OF } from '../engines/cost/prices.ts';
import { indentedJson, writeResult } from '../files/write-whole.ts';
import { printable } from '../lib/printable.ts';
import { openFailureLog } from '../runs/failure-log.ts';
import { describeForecast } from '../runs/forecast.ts';
import { PosterPipeline } from '../runs/poster-pipeline.ts';
import { openExamples } from '../store/example-source.ts';
import { chooseInput, type Input } from '../terminal/choose-input.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { reportRun, statusOf } from '../terminal/report-run.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';
import { refuseIdleOptions } from './refuse-idle-options.ts';

export const help: VerbHelp = {
  verb: 'run',
  operands: '[FILE]',
  summary: 'rows on stdin (CSV, NDJSON or a JSON array) to training records on stdout; the verb may be left out',
  examples: [
    'cat train.csv | poster-stream > training_data.jsonl',
    'cat train.csv | poster-stream --engine local --data-dir data --output-dir out > training_data.jsonl',
    'poster-stream train.csv --limit 100 | jq -r .instruction',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config, stderr } = request;
  refuseIdleOptions(request.said, config);
  using failures = openFailureLog(config.failures ?? null);
  await using pipe = new PosterPipeline(config, findCredentials(config), {
    onFailure: (failure) => failures.add(failure),
    tell: (line) => void (config.quiet || stderr.write(`${printable(line)}\n`)),
  });
  request.onSignal(() => {
    // A terminal has just echoed ^C.
    const start = stderr.isTTY ? '\n' : '';
    if (!config.quiet) stderr.write(`${start}Interrupted: what is in flight is finished. Once more ends it at once.\n`);
    pipe.interrupt();
  });
  if (config.exportOnly) return await exportStored(pipe, request);
  const input = chooseInput(request);
  if (!input) {
    request.showHelp();
    return 2;
  }
  if (config.dryRun) return await printForecast(pipe, input, request);
  const { stream, path } = input;
  return await reportRun(pipe, request, { path, pump: () => pipe.pump(stream, request.stdout) });
}

async function printForecast(pipe: PosterPipeline, { stream }: Input, { config, stdout }: Request): Promise<number> {
  const forecast = await pipe.forecast(stream);
  await print(
    stdout,
    describeForecast(forecast, {
      model: config.pipeline === 'original' ? null : modelOf(config),
      pricesAsOf: PRICES_AS_OF,
    }),
  );
  if (config.jsonSummary) await writeResult(config.jsonSummary, indentedJson(forecast));
  return 0;
}

async function exportStored(pipe: PosterPipeline, { config, stdout }: Request): Promise<number> {
  await pipe.exportStored(await openExamples(config.outputDir ?? join(config.dataDir, 'output')), stdout);
  return statusOf(pipe);
}

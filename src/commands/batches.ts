/** `batches`: what was submitted by `run --batch`. */

import { findSpool, findSpools, optionsOf } from '../batch/find-spool.ts';
import { groupsIn, type ListedBatch, listBatches } from '../batch/list-batches.ts';
import type { Config } from '../config/config.ts';
import { findCredentials, modelOf } from '../config/credentials.ts';
import type { MessageBatches } from '../engines/claude/message-batches.ts';
import { claudeOptions } from '../engines/open/open-claude.ts';
import { printable } from '../lib/printable.ts';
import { UsageError } from '../model/usage-error.ts';
import { openFailureLog } from '../runs/failure-log.ts';
import { PosterPipeline } from '../runs/poster-pipeline.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { reportRun } from '../terminal/report-run.ts';
import { print } from '../terminal/standard-output.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'batches',
  operands: '<ls|cancel|collect> [SPOOL]',
  summary: 'what run --batch submitted: list it, cancel it, or wait for it and write the records',
  examples: [
    'poster-stream batches ls',
    'poster-stream batches collect out > training_data.jsonl',
    'poster-stream batches cancel msgbatch_013Zva2CMHLNnXjNJJKqJ2EF',
  ],
};

export async function command(request: Request): Promise<number> {
  const [action, named] = request.operands;
  if (action === 'ls') return await list(request, named);
  if (action === 'cancel') return await cancel(request, named);
  if (action === 'collect') return await collect(request, named);
  throw new UsageError(`There is no batches ${action}; there are ls, cancel and collect`);
}

async function list({ config, stdout, stderr }: Request, named: string | undefined): Promise<number> {
  const spools = named === undefined ? await findSpools(config) : [await findSpool(config, named)];
  const service = findCredentials(config).apiKey ? await serviceFor(config) : null;
  if (!service && !config.quiet) stderr.write('No key: only what the spools know. Set ANTHROPIC_API_KEY for more.\n');
  const batches = await listBatches(spools, service);
  await print(stdout, config.json ? batches.map((batch) => `${JSON.stringify(batch)}\n`).join('') : table(batches));
  return 0;
}

async function cancel({ config, stdout }: Request, named: string | undefined): Promise<number> {
  const service = await serviceFor(config);
  const ids = named?.startsWith('msgbatch_') ? [named] : await openIn((await findSpool(config, named)).root);
  for (const id of ids) {
    const { processing_status: status } = await service.cancel(id);
    await print(stdout, `${id}  ${status}\n`);
  }
  const paid = 'What was answered before is paid for, and written by poster-stream batches collect.';
  await print(stdout, ids.length === 0 ? 'Nothing is in progress.\n' : `${paid}\n`);
  return 0;
}

/** Those that may still be in progress. */
async function openIn(root: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { batch_id, collected } of groupsIn(root)) if (batch_id && !collected) ids.push(batch_id);
  return ids;
}

async function collect(request: Request, named: string | undefined): Promise<number> {
  const { outputDir: _named, ...said } = request.said;
  const spool = await findSpool(request.config, named);
  const config = optionsOf(spool, said);
  using failures = openFailureLog(config.failures ?? null);
  const onFailure = failures.add;
  await using pipe = new PosterPipeline(config, findCredentials(config), { onFailure }, spool.root);
  request.onSignal(() => pipe.interrupt());
  const { stdout } = request;
  return await reportRun(pipe, { ...request, config }, { path: null, pump: () => pipe.collect(stdout) });
}

/** Loaded when it is needed: no other verb should have to wait for it. */
async function serviceFor(config: Config): Promise<MessageBatches> {
  const { MessageBatches: Service } = await import('../engines/claude/message-batches.ts');
  return new Service({ ...claudeOptions(config, findCredentials(config)), model: modelOf(config) ?? '' });
}

const COLUMNS = ['batch', 'state', 'requests', 'succeeded', 'created', 'dollars', 'spool'];

function table(batches: readonly ListedBatch[]): string {
  const rows = batches.map(({ batch_id, state, requests, succeeded, created_at, cost_usd, spool }) => [
    batch_id ?? '-',
    state,
    String(requests),
    String(succeeded ?? '-'),
    created_at ?? '-',
    cost_usd === null ? '-' : cost_usd.toFixed(4),
    spool ?? '-',
  ]);
  const widths = COLUMNS.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const toLine = (cells: readonly string[]) =>
    `${cells
      .map((cell, i) => printable(cell).padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return [COLUMNS, ...rows].map(toLine).join('');
}

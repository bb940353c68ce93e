/** `fetch`: rows with addresses in, their files under --data-dir, rows with paths out. */
import { fetcherOptions } from '../config/web-options.ts';
import { unlessReaderLeft } from '../flow/flow.ts';
import { Intake } from '../flow/intake.ts';
import { fetchedRows } from '../pipeline.ts';
import { RowSelection } from '../rows/row-selection.ts';
import { openFailureLog } from '../runs/failure-log.ts';
import { openAccount } from '../session/pass.ts';
import { Fetcher } from '../sources/fetcher.ts';
import { chooseInput } from '../terminal/choose-input.ts';
import type { VerbHelp } from '../terminal/command-line.ts';
import { showProgress } from '../terminal/progress.ts';
import type { Request } from '../terminal/stdio.ts';

export const help: VerbHelp = {
  verb: 'fetch',
  operands: '[FILE]',
  summary: 'rows with addresses on stdin; their files under --data-dir, and the rows with paths on stdout',
  examples: [
    'poster-stream rows hf:owner/name | poster-stream fetch --data-dir data > rows.ndjson',
    'cat links.csv | poster-stream fetch --data-dir data --failures missing.ndjson | poster-stream --data-dir data > training_data.jsonl',
  ],
};

export async function command(request: Request): Promise<number> {
  const { config: said, stdout, stderr } = request;
  const config = { ...said, fetch: true };
  const input = chooseInput(request);
  if (!input) {
    request.showHelp();
    return 2;
  }
  using failures = openFailureLog(config.failures ?? null);
  await using fetcher = await Fetcher.open(fetcherOptions(config));
  const intake = new Intake(4 * fetcher.concurrency);
  request.onSignal(() => intake.interrupt());
  const account = openAccount(config, { intake, onFailure: (failure) => failures.add(failure) });
  const isVisible = config.progress === 'always' || (config.progress === 'auto' && stderr.isTTY && !config.quiet);
  using _progress = isVisible ? await showProgress(account.summary, stderr) : null;
  const pass = { ...account, fetcher, selection: new RowSelection(config), ordered: !config.unordered };
  await fetchedRows(pass).run(intake.readable(input.stream), stdout).catch(unlessReaderLeft);
  const { done, failed, endedEarly } = account.summary;
  if (!config.quiet) stderr.write(`${done} rows with their files${failed > 0 ? `, ${failed} failed` : ''}\n`);
  return failed > 0 || endedEarly ? 1 : 0;
}

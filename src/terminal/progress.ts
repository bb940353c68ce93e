/** What is said on stderr while a run goes on, and at its end. */
import pc from 'picocolors';
import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';
import { printable } from '../lib/printable.ts';
import type { BatchCounts, Summary } from '../model/summary.ts';

const REFRESH_MILLISECONDS = 250;

/** A live line that follows the summary until it is disposed. */
export async function showProgress(summary: Summary, stream: NodeJS.WriteStream): Promise<Disposable> {
  // Most runs have no terminal to show it on.
  const { default: ora } = await import('ora');
  // `discardStdin` would take the rows.
  const spinner = ora({ stream, discardStdin: false, isEnabled: true, text: liveLine(summary) }).start();
  const timer = setInterval(() => {
    spinner.text = liveLine(summary);
  }, REFRESH_MILLISECONDS);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      spinner.stop();
    },
  };
}

/** `12 of 26 done, 1 failed · 14.2 a minute · 1m left · 12,345 tokens · $0.01` */
export function liveLine(summary: Summary): string {
  const { done, failed, recalled, expected, seconds, batches, phase } = summary;
  if (phase)
    return [`${phase.name}: ${phase.rows}${expected === null ? '' : ` of ${expected}`} rows`, ...spent(summary)].join(
      ' · ',
    );
  const rate = (done + failed - recalled) / seconds;
  const left = expected === null ? null : Math.max(0, expected - done - failed);
  const parts = [
    batches && inBatches(batches),
    `${done}${expected === null ? '' : ` of ${expected}`} done${failed > 0 ? `, ${failed} failed` : ''}`,
    rate > 0 ? `${(rate * 60).toFixed(1)} a minute` : null,
    left !== null && rate > 0 ? `${duration(left / rate)} left` : null,
    ...spent(summary),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** The end of a run in two to six lines. */
export function endSummary(summary: Summary, colour: boolean): string {
  const { bold, red, yellow } = pc.createColors(colour);
  const { done, failed, recalled, bytes, seconds, endedEarly } = summary;
  const share = done + failed === 0 ? '' : ` (${((100 * done) / (done + failed)).toFixed(1)} %)`;
  const lines = [
    [
      bold(`${done} done${share}`) + (recalled > 0 ? `, ${recalled} of them by an earlier run` : ''),
      `${prettyBytes(bytes)} written`,
      duration(seconds),
      ...spent(summary),
    ].join(' · '),
  ];
  const shaped = shaping(summary);
  if (shaped !== '') lines.push(shaped);
  if (failed > 0) {
    const codes = [...summary.failures].map(([code, count]) => `${count} ${code}`).join(', ');
    lines.push(red(`${failed} failed: ${codes}`));
  }
  // What a forgotten --data-dir looks like.
  if (done === 0 && failed > 0 && failed === summary.failures.get('not-found'))
    lines.push(yellow('Relative paths start at --data-dir, or where the program is run.'));
  const left = summary.failures.get('over-budget');
  const reason = endedEarly ? `Ended early: ${printable(endedEarly)}. ` : '';
  if (summary.goOn) lines.push(yellow(reason + printable(summary.goOn)));
  else if (left !== undefined)
    lines.push(yellow(`${left} rows are left: raise --max-cost and run the same command again.`));
  else if (endedEarly) lines.push(yellow(`${reason}Run the same command with --output-dir to go on where it stopped.`));
  return `${lines.join('\n')}\n`;
}

/** What shaping made of the examples; empty if it left them as they were. */
export function shaping({ cut, excluded, leftOut, copies, nearDuplicates, notCompared }: Summary): string {
  const parts = [
    cut > 0 ? `${cut} cut to --max-input-tokens` : null,
    excluded > 0 ? `${counted(excluded, 'row')} left out by --exclude` : null,
    nearDuplicates > 0 ? `${counted(nearDuplicates, 'near duplicate')} dropped` : null,
    notCompared > 0 ? `${counted(notCompared, 'poster')} could not be compared` : null,
    leftOut > 0 ? `${leftOut} left out as too poor` : null,
    copies > 0 ? `${copies === 1 ? '1 copy' : `${copies} copies`} added` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

/** `1,600 read, 3 batches submitted, 2 in progress, 1 ended (500 of 1,500 answered)` */
function inBatches({ read, submitted, ended, requests, answered }: BatchCounts): string {
  const share = `${answered.toLocaleString('en-US')} of ${requests.toLocaleString('en-US')} answered`;
  const batches = submitted === 1 ? 'batch' : 'batches';
  return `${read.toLocaleString('en-US')} read, ${submitted} ${batches} submitted, ${submitted - ended} in progress, ${ended} ended (${share})`;
}

function spent({ usage, costUsd }: Summary): string[] {
  const tokens = Object.values(usage).reduce((sum, count) => sum + count, 0);
  if (tokens === 0) return [];
  const dollars = costUsd === null ? 'price unknown' : `$${costUsd.toFixed(costUsd < 1 ? 4 : 2)}`;
  return [`${tokens.toLocaleString('en-US')} tokens`, dollars];
}

const duration = (seconds: number): string =>
  prettyMilliseconds(Math.max(0, seconds) * 1000, { secondsDecimalDigits: 1 });

/** `1 record`, `2 records`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

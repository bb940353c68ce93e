import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { INTERPRETER } from './interpreter.ts';

/**
 * Runs `script` with `small` and with `large` as its argument, each in a process that starts as the program does, and prints
 * how their peaks compare. The script's last line is JSON with `peak_rss_mb`.
 */
export function comparePeaks(script: string, { small, large }: { small: number; large: number }): void {
  const [least = 0, most = 0] = [small, large].map((rows) => peakOf(fileURLToPath(script), rows));
  console.log(`peak at ${large} rows / peak at ${small} rows: ${(most / least).toFixed(3)}`);
}

/** Megabytes. */
function peakOf(script: string, rows: number): number {
  const { stdout, stderr, status } = spawnSync('/usr/bin/env', [...INTERPRETER, script, String(rows)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The run of ${rows} rows ended with ${status}: ${stderr}`);
  process.stdout.write(stdout);
  return JSON.parse(stdout).peak_rss_mb;
}

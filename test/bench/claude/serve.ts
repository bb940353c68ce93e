/**
 * The loopback server in a process of its own: options as JSON in argv, its address on stdout, a line a request in the
 * log file, which outlives a client that is killed. Told to end, it says on stdout what it used of the CPU.
 */
import { appendFileSync } from 'node:fs';
import { z } from 'zod';
import { openMessagesServer } from '../../servers/messages-server.ts';

const Options = z.object({
  log: z.string(),
  latencyMs: z.number(),
  faults: z.record(z.string(), z.number()).default({}),
  requestsPerSecond: z.number().nullable().default(null),
  seed: z.number().default(1),
});

/** One request in the log. */
export interface LoggedExchange {
  picture: string;
  status: number | 'reset';
  paid: boolean;
  usage: Record<string, number> | null;
}

const { log, ...options } = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const server = await openMessagesServer({
  ...options,
  keep: false,
  onExchange: ({ picture, status, paid, usage }) => {
    const line: LoggedExchange = { picture, status, paid, usage };
    appendFileSync(log, `${JSON.stringify(line)}\n`);
  },
});
console.log(server.url);
const from = process.cpuUsage();
process.once('SIGTERM', () => {
  const { user, system } = process.cpuUsage(from);
  console.log((user + system) / 1e6);
  process.exit();
});

#!/usr/bin/env -S MALLOC_MMAP_THRESHOLD_=65536 MALLOC_ARENA_MAX=2 node --max-semi-space-size=4 --heap-growing-percent=30
/**
 * argv, stdio, signals, exit status: nothing else. The first line holds the memory small for records of 100 KB and
 * more: the flags keep V8 from letting garbage gather, the variables let glibc give freed buffers back and keep its
 * threads from hoarding each their own. They cost about 5 % of the time and save two fifths of the memory
 * (test/bench/memory.ts).
 */
import { limitFileThreads } from './terminal/file-threads.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(`poster-stream needs Node 22.22 or newer; this is ${process.versions.node}\n`);
  process.exit(2);
}

limitFileThreads();
const { main } = await import('./commands/main.ts');
const { openStandardOutput } = await import('./terminal/standard-output.ts');
const EXIT_STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

let received: keyof typeof EXIT_STATUS | null = null;
const listeners: (() => void)[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (received || listeners.length === 0) process.exit(EXIT_STATUS[received ?? signal]);
    received = signal;
    for (const listener of listeners) listener();
  });
}

const { stdin, stderr } = process;
const stdout = openStandardOutput();
// Whoever writes is told by the write itself.
for (const stream of [stdout, stderr]) stream.on('error', () => {});
const onSignal = (listener: () => void) => void listeners.push(listener);
const status = await main(process.argv.slice(2), { stdin, stdout, stderr, onSignal });
process.exitCode = received ? EXIT_STATUS[received] : status;

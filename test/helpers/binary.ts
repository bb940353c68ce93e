/** The real program in a process of its own, and small pairs to feed it with. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { type MessagesServer, type MessagesServerOptions, openMessagesServer } from '../servers/messages-server.ts';

export const BINARY = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Of the program's environment, beside those that every run has. */
type Variables = Readonly<Record<string, string>>;

export interface Place extends AsyncDisposable {
  readonly dir: string;
  /** Starts the program here; nothing of this process's own options or keys reaches it. */
  start(args: readonly string[], input?: string | Buffer | null, variables?: Variables): Running;
  run(args: readonly string[], input?: string | Buffer | null, variables?: Variables): Promise<Ended>;
}

/** A temporary folder to run the program in, with a loopback service that answers it. */
export async function openPlace(
  serving: Partial<MessagesServerOptions> = {},
): Promise<Place & { server: MessagesServer }> {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  const server = await openMessagesServer(serving);
  const env = {
    // What a test puts there is found first.
    PATH: `${join(dir, 'bin')}:${process.env.PATH}`,
    HOME: dir,
    TMPDIR: dir,
    XDG_CACHE_HOME: join(dir, 'cache'),
    ANTHROPIC_API_KEY: 'test-key',
    ANTHROPIC_BASE_URL: server.url,
  };
  const children: ChildProcess[] = [];
  function start(args: readonly string[], input: string | Buffer | null = null, variables: Variables = {}): Running {
    const child = spawn(BINARY, args, { cwd: dir, env: { ...env, ...variables }, stdio: ['pipe', 'pipe', 'pipe'] });
    children.push(child);
    // The program may end before it has read everything.
    child.stdin.on('error', () => {});
    if (input !== null) child.stdin.end(input);
    return { child, ended: collect(child) };
  }
  return {
    dir,
    server,
    start,
    run: (args, input = '', variables = {}) => start(args, input, variables).ended,
    async [Symbol.asyncDispose]() {
      // Whatever a failed test left running.
      for (const child of children) child.kill('SIGKILL');
      await server[Symbol.asyncDispose]();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function collect(child: ChildProcess): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk) => stdout.push(chunk));
  child.stderr?.on('data', (chunk) => stderr.push(chunk));
  const [status] = await once(child, 'close');
  return { status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

/** Resolves when `met` holds. @throws when the run ends before that: whoever only waited would wait for ever */
export async function until(met: () => boolean, { child, ended }: Running): Promise<void> {
  while (!met()) {
    const over = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (over && !met()) assert.fail(`The run ended too early, with ${child.exitCode}: ${(await ended).stderr}`);
    await sleep(5);
  }
}

/** Resolves when the run has written its first record. @throws when it ends without one */
export async function firstRecord(running: Running): Promise<void> {
  let written = false;
  running.child.stdout?.once('data', () => {
    written = true;
  });
  await until(() => written, running);
}

/** Makes `count` pairs under `dir` and gives their rows: a page of text each, and a picture of a colour of its own. */
export async function makePairs(dir: string, count: number): Promise<string[]> {
  await mkdir(join(dir, 'pairs'), { recursive: true });
  const rows = Array.from({ length: count }, (_, n) => n + 1);
  await Promise.all(
    rows.map(async (n) => {
      await writeFile(join(dir, 'pairs', `${n}.pdf`), tinyPdf(`Paper number ${n}`));
      const background = { r: n % 256, g: (n >> 8) % 256, b: 99 };
      await sharp({ create: { width: 60, height: 40, channels: 3, background } })
        .png()
        .toFile(join(dir, 'pairs', `${n}.png`));
    }),
  );
  return rows.map((n) => `p${n},Title ${n},Abstract ${n},pairs/${n}.png,pairs/${n}.pdf`);
}

export const HEADER = 'paper_id,title,abstract,local_image_path,local_pdf_path';
export const csvOf = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

/** The smallest sound PDF with one line of text, shown so many times on each of its pages, which are all the same. */
export function tinyPdf(text: string, { times = 1, pages = 1 } = {}): string {
  const content = `BT /F1 24 Tf 72 700 Td ${`(${text}) Tj `.repeat(times)}ET`;
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>';
  const kids = Array.from({ length: pages }, (_, n) => `${5 + n} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...Array.from({ length: pages }, () => page),
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return String(offset).padStart(10, '0');
  });
  const size = objects.length + 1;
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  return `${pdf}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
}

/** The records of a run, parsed; throws when a line is not whole. */
export const recordsOf = (stdout: string): { instruction: string; input: string; output: string }[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** All that a run left in its folder, and said. */
export function everythingIn(place: Place): string {
  const files = readdirSync(place.dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place.dir, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('key.txt'));
  return files.map((path) => `${path}\n${readFileSync(path, 'latin1')}`).join('\n');
}

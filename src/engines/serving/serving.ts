/** The servers that this program starts: each when it is first needed, all stopped with their owner. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { FatalError, SkipRow } from '../../model/item.ts';
import type { OriginalServers, Servers } from '../chat/server-address.ts';
import { type ModelServer, startModelServer } from './model-server.ts';
import { serveCommandLine } from './serve-command.ts';
import { endAbandoned } from './server-records.ts';
import { type ModelKind, type PlannedServer, ROLES, type Role, spreadRoles, takeTurns } from './spread-roles.ts';

export interface ServingOptions {
  readonly parallel: 'staged' | 'multi_gpu';
  readonly gpuIds: readonly string[];
  /** Whether a model verifies the matches. */
  readonly verifies: boolean;
  /** With `{model}`, `{port}` and perhaps `{gpu}`. */
  readonly template: string;
  readonly models: Readonly<Record<ModelKind, string>>;
  /** Milliseconds until a server must be healthy. */
  readonly timeoutMs: number;
  /** Where the servers' output is written. */
  readonly logDir: string;
  readonly recordsDir: string;
  /** A message for the user. */
  readonly tell: (line: string) => void;
}

interface Slot extends PlannedServer {
  readonly port: number;
  /** `null` while it is neither up nor starting. */
  server: Promise<ModelServer> | null;
  lost: FatalError | null;
}

/** Plans the servers, and ends those that killed runs left behind. @throws UsageError */
export async function openServing(options: ServingOptions): Promise<Serving> {
  const { parallel, gpuIds, verifies } = options;
  const roles = ROLES.filter((role) => verifies || role !== 'matching');
  const planned = parallel === 'staged' ? takeTurns(gpuIds) : spreadRoles(gpuIds, roles);
  for (const command of await endAbandoned(options.recordsDir))
    options.tell(`Ended what a killed run left: ${command}`);
  const ports = await freePorts(planned.length);
  const slots = planned.map((server, i) => ({ ...server, port: ports[i] ?? 0, server: null, lost: null }));
  return new Serving(slots, options);
}

export class Serving implements AsyncDisposable {
  readonly #slots: readonly Slot[];
  readonly #options: ServingOptions;
  readonly #interrupted = new AbortController();
  readonly #gone = new Map<Role, AbortController>(ROLES.map((role) => [role, new AbortController()]));

  constructor(slots: readonly Slot[], options: ServingOptions) {
    this.#slots = slots;
    this.#options = options;
    // Fails before any work is done.
    for (const slot of slots) this.#commandOf(slot);
  }

  /** Where each role finds its model, now or once it is asked. */
  get servers(): OriginalServers {
    return {
      posters: this.#at('posters'),
      papers: this.#at('papers'),
      matching: this.#at('matching'),
      layout: this.#at('layout'),
    };
  }

  /** Starts no further server; rows that wait for one are left for another run. */
  interrupt(): void {
    this.#interrupted.abort(new SkipRow());
  }

  /** Stops the servers that are up. They may be started again. */
  async stop(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#stop(slot)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.interrupt();
    await this.stop();
  }

  #at(role: Role): Servers {
    const slots = this.#slots.filter(({ roles }) => roles.includes(role));
    const [first] = slots;
    return {
      baseUrls: slots.map(baseUrlOf),
      apiKey: '',
      model: first ? this.#options.models[first.kind] : null,
      ready: async () => {
        await Promise.all(slots.map((slot) => this.#start(slot)));
      },
      gone: this.#gone.get(role)?.signal ?? AbortSignal.abort(),
    };
  }

  #start(slot: Slot): Promise<ModelServer> {
    slot.server ??= this.#launch(slot);
    return slot.server;
  }

  async #launch(slot: Slot): Promise<ModelServer> {
    const { timeoutMs, logDir, recordsDir, tell } = this.#options;
    const from = performance.now();
    const what = `${this.#options.models[slot.kind]} on GPU ${slot.gpu}`;
    tell(`Starting ${what}`);
    const command = this.#commandOf(slot);
    const logPath = join(logDir, `${slot.kind}-gpu-${slot.gpu.replaceAll(/[^\w-]/g, '_')}.log`);
    const onLost = (reason: FatalError) => this.#lose(slot, reason);
    const options = { command, baseUrl: baseUrlOf(slot), logPath, recordsDir, timeoutMs, onLost };
    const server = await startModelServer(options, this.#interrupted.signal);
    tell(`${what} answers after ${((performance.now() - from) / 1000).toFixed(1)} s`);
    return server;
  }

  #commandOf({ kind, port, gpu }: Slot): string {
    const { template, models } = this.#options;
    return serveCommandLine({ template, model: models[kind], port, gpu });
  }

  /** Losing the last server of a role ends the run; until then the others take over its work. */
  #lose(slot: Slot, reason: FatalError): void {
    slot.lost = reason;
    this.#options.tell(reason.message);
    for (const role of slot.roles) {
      const left = this.#slots.filter(({ roles, lost }) => roles.includes(role) && lost === null);
      const again = 'What is done is kept: run the same command again with --output-dir, and it goes on there.';
      if (left.length === 0)
        this.#gone.get(role)?.abort(new FatalError(`${reason.message}\n${again}`, { cause: reason }));
    }
  }

  async #stop(slot: Slot): Promise<void> {
    // Whoever started it has been told why it failed.
    const server = await slot.server?.catch(() => null);
    slot.server = null;
    await server?.[Symbol.asyncDispose]();
  }
}

const baseUrlOf = ({ port }: { port: number }): string => `http://127.0.0.1:${port}/v1`;

/** Free ports, all different. */
async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, holdPort));
  await Promise.all(held.map(({ release }) => release()));
  return held.map(({ port }) => port);
}

async function holdPort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, release: () => new Promise((resolve) => server.close(() => resolve())) };
}

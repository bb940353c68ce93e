/**
 * What all passes of a pipeline share: threads, engine, directories. Opened and closed here, on every path, in
 * reverse order.
 */
import { BatchSpool } from '../batch/batch-spool.ts';
import type { Batch } from '../batch/open-batch.ts';
import { type Config, notedOptions } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import { ENGINES } from '../config/flags/engine-facts.ts';
import { spoolDir } from '../config/folders.ts';
import { originalServers, servingOptions } from '../config/model-servers.ts';
import { fetcherOptions } from '../config/web-options.ts';
import type { KnownPapers } from '../dataset/identity/known-papers.ts';
import type { Verifier } from '../engines/chat/verifier.ts';
import { openBudget } from '../engines/cost/budget.ts';
import type { Payer } from '../engines/cost/spending.ts';
import type { PaperReader } from '../engines/document-reader.ts';
import type { Engine } from '../engines/engine.ts';
import { openEngine } from '../engines/open/open-engine.ts';
import { openPaperReader } from '../engines/open/open-paper-reader.ts';
import { openConfiguredVerifier } from '../engines/open/open-verifier.ts';
import { unaskedServers } from '../engines/open/unasked-servers.ts';
import type { OriginalEngine } from '../engines/original/original.ts';
import { openServing, type Serving } from '../engines/serving/serving.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { openScratch, type Scratch } from '../files/scratch.ts';
import { DisposalStack } from '../lib/disposal-stack.ts';
import { UsageError } from '../model/usage-error.ts';
import type { Fetcher } from '../sources/fetcher.ts';
import { openExclusions } from '../sources/open-exclusions.ts';
import { ExampleStore } from '../store/example-store.ts';
import { openLastingScratch } from '../store/lasting-scratch.ts';
import { openThreads, type Threads } from '../threads/pool.ts';

export interface SessionParts {
  readonly threads: Threads;
  /** `null`: files are where the rows say they are. */
  readonly fetcher: Fetcher | null;
  /** `null`: no paper is left out. */
  readonly exclusions: KnownPapers | null;
  readonly papers: PaperReader;
  readonly engine: Engine;
  /** The engine, if it is the original pipeline's. */
  readonly original: OriginalEngine | null;
  /** `null`: nobody checks the matches. */
  readonly verifier: Verifier | null;
  /** The servers, if this program starts them. */
  readonly serving: Serving | null;
  readonly store: ExampleStore | null;
  readonly scratch: Scratch;
  /** `null`: posters are asked about one by one. */
  readonly batch: Batch | null;
}

export interface Session extends SessionParts, AsyncDisposable {}

/** What a session reports to. */
export interface SessionOwner extends Payer {
  /** A message for the user. */
  readonly tell: (line: string) => void;
}

/** @param spoolRoot the directory of a run by batches */
export async function openSession(
  config: Config,
  credentials: Credentials,
  { budget = openBudget(config.maxCost ?? null), onPaid = () => {}, tell = () => {} }: Partial<SessionOwner> = {},
  spoolRoot: string = spoolDir(config),
): Promise<Session> {
  if (config.batch && (!ENGINES[config.engine].takesBatch || config.pipeline === 'original'))
    throw new UsageError('--batch is for --engine claude and --pipeline simple');
  await using opened = new DisposalStack();
  if (config.outputDir) await makeDirectory(config.outputDir);
  const lasting = config.pipeline === 'original' && config.outputDir;
  const batches = config.batch && !config.dryRun ? opened.use(await BatchSpool.open(spoolRoot)) : null;
  const scratch = batches ?? opened.use(lasting ? openLastingScratch(lasting) : await openScratch(config.outputDir));
  const threads = opened.use(openThreads(shareThreads(config).workers));
  const opening: Opening = { config, credentials, owner: { budget, onPaid, tell }, threads, opened };
  const readers = batches ? await openBatchReaders(batches, opening) : await openReaders(opening);
  const store = config.outputDir ? new ExampleStore(config.outputDir) : null;
  const fetcher = config.fetch ? opened.use(await openFetcher(config)) : null;
  const exclusions = config.exclude.length > 0 ? await openExclusions(config) : null;
  const owned = opened.move();
  return {
    threads,
    fetcher,
    exclusions,
    ...readers,
    store,
    scratch,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openFetcher(config: Config): Promise<Fetcher> {
  // Loaded when it is needed: most rows name files.
  const { Fetcher: Opened } = await import('../sources/fetcher.ts');
  return await Opened.open(fetcherOptions(config));
}

/** What is available while a session opens; `opened` owns the results. */
interface Opening extends Pick<SessionParts, 'threads'> {
  readonly config: Config;
  readonly credentials: Credentials;
  readonly owner: SessionOwner;
  readonly opened: DisposalStack;
}

type Readers = Pick<SessionParts, 'papers' | 'engine' | 'original' | 'verifier' | 'serving' | 'batch'>;

const openReaders = (opening: Opening): Promise<Readers> =>
  opening.config.pipeline === 'original' ? openOriginalReaders(opening) : openSimpleReaders(opening);

async function openSimpleReaders({ config, credentials, owner, threads, opened }: Opening): Promise<Readers> {
  const { onPaid } = owner;
  const papers = opened.use(await openPaperReader(config, threads, onPaid));
  const { ocr } = shareThreads(config);
  const engine = opened.use(await openEngine({ ...config, threads: ocr }, credentials, threads, owner));
  const verifier = opened.use(await openConfiguredVerifier(config, onPaid));
  return { papers, engine, original: null, verifier, serving: null, batch: null };
}

async function openOriginalReaders({ config, owner, threads, opened }: Opening): Promise<Readers> {
  const { onPaid, tell } = owner;
  const options = servingOptions(config);
  if (config.dryRun) {
    // Only checks that the options say where the models are.
    if (!options) originalServers(config);
    const papers = opened.use(await openPaperReader(config, threads, onPaid));
    return { papers, engine: unaskedServers, original: null, verifier: null, serving: null, batch: null };
  }
  const { openOriginal } = await import('../engines/open/open-original.ts');
  const serving = options && opened.use(await openServing({ ...options, tell }));
  const servers = serving?.servers ?? originalServers(config);
  const { engine, papers } = await openOriginal(config, servers, threads, onPaid);
  opened.use(engine);
  opened.use(papers);
  const verifier = opened.use(await openConfiguredVerifier(config, onPaid, servers.matching));
  return { papers, engine, original: engine, verifier, serving, batch: null };
}

/** Posters are read from the answers of batches. */
async function openBatchReaders(spool: BatchSpool, opening: Opening): Promise<Readers> {
  const { config, credentials, threads, opened } = opening;
  const { onPaid } = opening.owner;
  await spool.describe(notedOptions(config));
  const papers = opened.use(await openPaperReader(config, threads, onPaid));
  // Loaded when it is needed: it is large, and most runs need none.
  const { openBatch } = await import('../batch/open-batch.ts');
  const batch = opened.use(await openBatch(spool, config, credentials, { threads, ...opening.owner }));
  const verifier = opened.use(await openConfiguredVerifier(config, onPaid));
  return { papers, engine: batch.engine, original: null, verifier, serving: null, batch };
}

/**
 * The local engine's OCR runs in threads too, and both kinds take memory: parsing and matching take about as long
 * as reading a poster, so each gets half.
 */
function shareThreads({ engine, threads }: Config): { workers: number; ocr: number } {
  const ocr = Math.max(1, Math.floor(threads / 2));
  return engine === 'local' ? { workers: Math.max(1, threads - ocr), ocr } : { workers: threads, ocr };
}

/** A row whose files lie elsewhere → the same row with files that lie here. */
import type { Row } from '../model/schemas.ts';
import { Downloader, type DownloadOptions } from './download/downloader.ts';
import type { Fetched } from './download/fetched-ledger.ts';
import type { Wanted } from './download/file-kinds.ts';
import { Web, type WebOptions } from './http/web.ts';
import { ARXIV_API, ARXIV_MANNERS } from './papers/arxiv-search.ts';
import { PaperFinder, type PaperFinderOptions } from './papers/find-paper.ts';
import { paperAddress } from './papers/paper-address.ts';

export interface FetcherOptions extends WebOptions, DownloadOptions, PaperFinderOptions {
  /** Rows at once. */
  readonly concurrency: number;
}

const ADDRESS = /^https?:\/\//i;

export class Fetcher implements AsyncDisposable {
  readonly concurrency: number;
  readonly #web: Web;
  readonly #downloader: Downloader;
  readonly #papers: PaperFinder;

  private constructor(concurrency: number, web: Web, downloader: Downloader, papers: PaperFinder) {
    this.concurrency = concurrency;
    this.#web = web;
    this.#downloader = downloader;
    this.#papers = papers;
  }

  static async open(options: FetcherOptions): Promise<Fetcher> {
    const special = new Map([[new URL(options.arxivUrl ?? ARXIV_API).host, ARXIV_MANNERS]]);
    const web = new Web({ special, ...options });
    const downloader = await Downloader.open(web, options);
    return new Fetcher(options.concurrency, web, downloader, new PaperFinder(web, options));
  }

  /**
   * Paths stay as they are, addresses become paths under the data directory; a paper that the row does not name is looked
   * for. Where the files came from is told in the row's `provenance`.
   * @throws RowError for what cannot be had, with its code
   */
  async fetch(row: Row, signal: AbortSignal): Promise<Row> {
    const poster = await this.#have(row.local_image_path, 'poster', signal);
    const named = row.local_pdf_path === '' ? await this.#papers.find(row, signal) : row.local_pdf_path;
    const paper = await this.#have(ADDRESS.test(named) ? paperAddress(named) : named, 'paper', signal);
    const provenance = { poster: originOf(poster), paper: originOf(paper), license: licenceOf(row) };
    return {
      ...row,
      local_image_path: pathOf(poster),
      local_pdf_path: pathOf(paper),
      raw: { ...row.raw, provenance: row.raw.provenance ?? provenance },
    };
  }

  async #have(named: string, wanted: Wanted, signal: AbortSignal): Promise<string | Fetched> {
    return ADDRESS.test(named) ? await this.#downloader.fetch(named, wanted, signal) : named;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#web[Symbol.asyncDispose]();
  }
}

const pathOf = (file: string | Fetched): string => (typeof file === 'string' ? file : file.path);

function originOf(file: string | Fetched) {
  if (typeof file === 'string') return null;
  const { url, sha256, fetched_at } = file;
  return { url, sha256, fetched_at };
}

function licenceOf({ raw }: Row): string | null {
  const licence = raw.license ?? raw.licence;
  return typeof licence === 'string' && licence !== '' ? licence : null;
}

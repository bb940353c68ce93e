/**
 * What a venue's own site lists: `static/virtual/data/{conference}-{year}-orals-posters.json`, as ICLR, ICML and NeurIPS
 * publish it. Which paper a poster belongs to is told by the id there, else by the title.
 */
import { z } from 'zod';
import { plainTitle } from '../../dataset/identity/plain-title.ts';
import { RowError } from '../../model/item.ts';
import type { Web } from '../http/web.ts';

const Listing = z.object({
  results: z.array(
    z.looseObject({
      id: z.union([z.string(), z.number()]).nullish(),
      name: z.string().nullish(),
      paper_url: z.string().nullish(),
      paper_pdf_url: z.string().nullish(),
      sourceurl: z.string().nullish(),
    }),
  ),
});

const SITES: Readonly<Record<string, string>> = {
  iclr: 'https://iclr.cc',
  icml: 'https://icml.cc',
  neurips: 'https://neurips.cc',
  nips: 'https://neurips.cc',
};

interface Venue {
  readonly conference: string;
  readonly year: number;
}

/** Listings in memory at once: rows of one data set come by venue, and a listing is some MB. */
const REMEMBERED = 3;
const MOST_BYTES = 256 * 2 ** 20;

export class VenueListings {
  readonly #web: Web;
  /** Another place of all sites, such as a mirror; `null` for their own. */
  readonly #site: string | null;
  readonly #listings = new Map<string, Promise<ReadonlyMap<string, string>>>();

  constructor(web: Web, site: string | null) {
    this.#web = web;
    this.#site = site;
  }

  /** The paper's address, or `null` where the venue does not tell it. */
  async find(
    venue: Venue,
    { id, title }: { id: string; title: string | null },
    signal: AbortSignal,
  ): Promise<string | null> {
    const conference = venue.conference.toLowerCase().replace(/[^a-z]/g, '');
    const site = this.#site ?? SITES[conference];
    if (!site) return null;
    const address = `${site}/static/virtual/data/${conference === 'nips' ? 'neurips' : conference}-${venue.year}-orals-posters.json`;
    const papers = await this.#listing(address, signal);
    return papers.get(`id ${id}`) ?? (title === null ? undefined : papers.get(`title ${plainTitle(title)}`)) ?? null;
  }

  async #listing(address: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const known = this.#listings.get(address);
    if (known) return await known;
    const loading = this.#load(address, signal);
    if (this.#listings.size >= REMEMBERED) this.#listings.delete(this.#listings.keys().next().value ?? '');
    this.#listings.set(address, loading);
    try {
      return await loading;
    } catch (error) {
      // The next row may be luckier.
      this.#listings.delete(address);
      throw error;
    }
  }

  async #load(address: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const text = await this.#web.get(address, { signal }, async ({ status, body }) => {
      if (status !== 200) {
        await body.dump();
        return null;
      }
      return await textWithin(body, MOST_BYTES, address);
    });
    const papers = new Map<string, string>();
    if (text === null) return papers;
    for (const { id, name, paper_pdf_url, paper_url, sourceurl } of Listing.parse(JSON.parse(text)).results) {
      const paper = paper_pdf_url || paper_url || sourceurl;
      if (!paper) continue;
      if (id !== null && id !== undefined) papers.set(`id ${id}`, paper);
      if (name) papers.set(`title ${plainTitle(name)}`, paper);
    }
    return papers;
  }
}

/** @throws RowError `too-large` */
export async function textWithin(body: AsyncIterable<Buffer>, most: number, address: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > most) throw new RowError('too-large', `${address} is larger than ${most / 2 ** 20} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

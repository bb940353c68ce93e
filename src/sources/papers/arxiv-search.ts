/** A paper looked up by its title through arXiv's API (info.arxiv.org/help/api/user-manual.html). */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { plainTitle } from '../../dataset/identity/plain-title.ts';
import type { Manners } from '../http/host-queue.ts';
import type { Web } from '../http/web.ts';
import { textWithin } from './venue-listing.ts';

export const ARXIV_API = 'https://export.arxiv.org/api/query';

/** arXiv's terms of use: one connection at a time, one request in three seconds. */
export const ARXIV_MANNERS: Manners = { perHost: 1, pauseMs: 3000 };

const MOST_BYTES = 4 * 2 ** 20;
const MOST_ENTRIES = 10;

const Entry = z.object({ id: z.string(), title: z.coerce.string() });
/** An element without content is read as an empty text. */
const Feed = z.object({ feed: z.union([z.literal(''), z.object({ entry: z.array(Entry).default([]) })]) });

const parser = new XMLParser({ isArray: (name) => name === 'entry', parseTagValue: false, processEntities: true });

/** The address of the PDF of the paper with this very title; `null` where arXiv has none. */
export async function searchArxiv(web: Web, api: string, title: string, signal: AbortSignal): Promise<string | null> {
  const words = plainTitle(title);
  const query = new URLSearchParams({ search_query: `ti:"${words}"`, max_results: String(MOST_ENTRIES) });
  const text = await web.get(`${api}?${query}`, { signal }, async ({ status, body }) => {
    if (status === 200) return await textWithin(body, MOST_BYTES, api);
    await body.dump();
    return null;
  });
  if (text === null) return null;
  const { feed } = Feed.parse(parser.parse(text));
  const found = (feed === '' ? [] : feed.entry).find((entry) => plainTitle(entry.title) === words);
  return found ? found.id.replace(/^http:/, 'https:').replace('/abs/', '/pdf/') : null;
}

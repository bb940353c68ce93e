/**
 * The Parquet files of a data set on the Hugging Face Hub. Without a revision: those that the hub lists by configuration
 * and split (Hub API, `/api/datasets/{repo}/parquet`); with one: those that lie in the repository then.
 */
import { z } from 'zod';
import { UsageError } from '../../model/usage-error.ts';
import type { Web } from '../http/web.ts';
import { textWithin } from '../papers/venue-listing.ts';
import type { HubSource } from './source-name.ts';

export interface HubAccess {
  /** `https://huggingface.co`, or a mirror. */
  readonly endpoint: string;
  readonly token: string | null;
}

const Listing = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const Tree = z.array(z.looseObject({ type: z.string(), path: z.string() }));
const MOST_BYTES = 64 * 2 ** 20;

export const hubHeaders = ({ token }: HubAccess): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

/** Addresses, in order. @throws UsageError where there is no such data set, configuration or split */
export async function hubFiles(
  web: Web,
  access: HubAccess,
  source: HubSource,
  split: string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const repository = `${source.owner}/${source.name}`;
  const files =
    source.revision === null
      ? await listed(web, access, source, split, signal)
      : await inTree(web, access, { ...source, revision: source.revision }, split, signal);
  if (files.length > 0) return files;
  throw new UsageError(`hf:${repository} has no Parquet files${split === null ? '' : ` of a split ${split}`}`);
}

async function listed(
  web: Web,
  access: HubAccess,
  { owner, name, config }: HubSource,
  split: string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const address = `${access.endpoint}/api/datasets/${owner}/${name}/parquet`;
  const listing = Listing.parse(await json(web, access, address, signal));
  const configs = Object.keys(listing);
  const chosen = config ?? (configs.includes('default') || configs.length !== 1 ? 'default' : configs[0]);
  const splits = listing[chosen ?? ''];
  if (!splits) throw new UsageError(`hf:${owner}/${name} has no configuration ${chosen}; it has ${configs.join(', ')}`);
  if (split !== null && !splits[split])
    throw new UsageError(`hf:${owner}/${name} has no split ${split}; it has ${Object.keys(splits).join(', ')}`);
  return split === null ? Object.values(splits).flat() : (splits[split] ?? []);
}

async function inTree(
  web: Web,
  access: HubAccess,
  { owner, name, revision, config }: HubSource & { revision: string },
  split: string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const at = encodeURIComponent(revision);
  const address = `${access.endpoint}/api/datasets/${owner}/${name}/tree/${at}?recursive=true`;
  const files = Tree.parse(await json(web, access, address, signal)).filter(({ path }) => path.endsWith('.parquet'));
  const isOf = (path: string) =>
    (config === null || path.split('/').includes(config)) &&
    (split === null || path.split(/[/.]/).some((part) => part === split || part.startsWith(`${split}-`)));
  return files
    .map(({ path }) => path)
    .filter(isOf)
    .sort()
    .map((path) => `${access.endpoint}/datasets/${owner}/${name}/resolve/${at}/${path}`);
}

async function json(web: Web, access: HubAccess, address: string, signal: AbortSignal): Promise<unknown> {
  const text = await web.get(address, { headers: hubHeaders(access), signal }, async ({ status, body }) => {
    if (status === 200) return await textWithin(body, MOST_BYTES, address);
    await body.dump();
    if (status === 401 || status === 403)
      throw new UsageError(`The hub refuses ${address} (HTTP ${status}): set HF_TOKEN to a token that may read it`);
    throw new UsageError(`The hub answers HTTP ${status} for ${address}`);
  });
  return JSON.parse(text);
}

import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages';
import type { MessageBatches } from '../engines/claude/message-batches.ts';
import type { BatchGroup } from './batch-group.ts';
import { groupsDir } from './batch-spool.ts';
import type { FoundSpool } from './find-spool.ts';
import { GroupFiles } from './group-files.ts';
import { sizeOf } from './size-of.ts';

/** One batch, as the spool and the service know it. */
export interface ListedBatch {
  batch_id: string | null;
  /** The service's word; `collected` once its answers are kept, `unconfirmed` where its creation was not answered. */
  state: MessageBatch['processing_status'] | 'collected' | 'unconfirmed' | 'unknown';
  requests: number;
  succeeded: number | null;
  /** ISO 8601. */
  created_at: string | null;
  expires_at: string | null;
  /** Dollars of a batch that was collected. */
  cost_usd: number | null;
  /** The spool's directory; `null` for a batch that no spool here knows. */
  spool: string | null;
}

/** How many batches of the service's own list are read. */
const RECENT = 100;

/** What the spools and the service know. @param service `null`: is not asked */
export async function listBatches(
  spools: readonly FoundSpool[],
  service: MessageBatches | null,
): Promise<ListedBatch[]> {
  const recent = service ? await recentBatches(service) : new Map<string, MessageBatch>();
  const listed: ListedBatch[] = [];
  for (const { root } of spools) {
    for await (const group of groupsIn(root)) {
      const { batch_id } = group;
      const batch = batch_id === null ? null : (recent.get(batch_id) ?? (await service?.find(batch_id)) ?? null);
      if (batch_id !== null) recent.delete(batch_id);
      listed.push(ofGroup(group, batch, root));
    }
  }
  return [...listed, ...[...recent.values()].map(ofService)];
}

/** The groups of a spool, read without locking it. */
export async function* groupsIn(root: string): AsyncGenerator<BatchGroup> {
  yield* (await GroupFiles.open(groupsDir(root))).all();
}

async function recentBatches(service: MessageBatches): Promise<Map<string, MessageBatch>> {
  const recent = new Map<string, MessageBatch>();
  for await (const batch of service.newestFirst()) {
    recent.set(batch.id, batch);
    if (recent.size === RECENT) break;
  }
  return recent;
}

function ofGroup(
  { batch_id, requests, collected, candidates }: BatchGroup,
  batch: MessageBatch | null,
  spool: string,
): ListedBatch {
  const known = batch?.processing_status ?? (candidates.length > 0 && batch_id === null ? 'unconfirmed' : 'unknown');
  return {
    batch_id,
    state: collected ? 'collected' : known,
    requests: requests.length,
    succeeded: batch?.request_counts.succeeded ?? null,
    created_at: batch?.created_at ?? null,
    expires_at: batch?.expires_at ?? null,
    cost_usd: collected?.cost_usd ?? null,
    spool,
  };
}

const ofService = (batch: MessageBatch): ListedBatch => ({
  batch_id: batch.id,
  state: batch.processing_status,
  requests: sizeOf(batch),
  succeeded: batch.request_counts.succeeded,
  created_at: batch.created_at,
  expires_at: batch.expires_at,
  cost_usd: null,
  spool: null,
});

import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages';

/** The number of requests in a batch, whatever became of them. */
export const sizeOf = ({ request_counts: counts }: MessageBatch): number =>
  counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired;

/** A group of requests that is, was or may be one batch at the service: what is written down of it. */
import { z } from 'zod';
import { FAILURE_CODES } from '../model/item.ts';
import { Usage } from '../model/schemas.ts';

const GroupRequest = z.object({
  /** The `custom_id`: under which the answers to this question are kept. */
  id: z.string(),
  max_tokens: z.int(),
  /** Answers to the same question that were there before: its own takes the place after them. */
  answers_before: z.int(),
});
export type GroupRequest = z.infer<typeof GroupRequest>;

/** A request that the service did not answer. */
const Unanswered = z.object({
  id: z.string(),
  code: z.enum(FAILURE_CODES),
  message: z.string(),
  /** Whether asking again may help. */
  again: z.boolean(),
  /** Whether the service cannot hold answers to a schema. */
  refuses_schema: z.boolean().optional(),
});
export type Unanswered = z.infer<typeof Unanswered>;

const Collected = z.object({
  usage: Usage,
  /** Dollars; `null` when the model's price is unknown. */
  cost_usd: z.number().nullable(),
  unanswered: z.array(Unanswered),
});
export type Collected = z.infer<typeof Collected>;

export const BatchGroup = z.object({
  number: z.int().min(1),
  requests: z.array(GroupRequest),
  /** Dollars that the answers come to at the most. */
  worst_usd: z.number(),
  /** The newest batch that the service knew when it was about to be asked for this one. */
  made_after: z.string().nullable(),
  /** `null` until the service has told it. */
  batch_id: z.string().nullable(),
  /** Where its answer was lost: batches that may be this one. Only their results tell. */
  candidates: z.array(z.string()),
  /** `null` until all results are in the cache. */
  collected: Collected.nullable(),
});
export type BatchGroup = z.infer<typeof BatchGroup>;

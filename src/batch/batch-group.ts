/** The record of a group of requests that is, was or may be a batch at the service. */
import { z } from 'zod';
import { FAILURE_CODES } from '../model/item.ts';
import { Usage } from '../model/schemas.ts';

const GroupRequest = z.object({
  /** The `custom_id`, under which the answers to this question are stored. */
  id: z.string(),
  max_tokens: z.int(),
  /** How many answers to the same question there were before; the next one is stored after them. */
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
  /** Whether the service does not support structured output. */
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
  /** An upper bound of the answers' cost, in dollars. */
  worst_usd: z.number(),
  /** The newest batch that the service knew when it was about to be asked for this one. */
  made_after: z.string().nullable(),
  /** `null` until the service has assigned it. */
  batch_id: z.string().nullable(),
  /** If the answer to its creation was lost: batches that may be this one. Only their results will show. */
  candidates: z.array(z.string()),
  /** `null` until all results are in the cache. */
  collected: Collected.nullable(),
});
export type BatchGroup = z.infer<typeof BatchGroup>;

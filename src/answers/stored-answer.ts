import { z } from 'zod';
import { Usage } from '../model/schemas.ts';

/** What a model answered, and what it cost. */
export const StoredAnswer = z.object({
  text: z.string(),
  stop_reason: z.string().nullable(),
  /** The budget it was asked with. */
  max_tokens: z.int(),
  usage: Usage,
  model: z.string(),
});
export type StoredAnswer = z.infer<typeof StoredAnswer>;

import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Meta = z.object({
  title: z.string(),
  /** `{{name}}` stands for a measured value. */
  abstract: z.string(),
  conference: z.string(),
  year: z.int(),
  topics: z.array(z.string()),
  /** What the poster is published as. */
  poster: z.enum(['png', 'jpg', 'pdf']),
});

export interface Pair extends z.infer<typeof Meta> {
  id: string;
  values: Record<string, string>;
}

/** Reads a pair's `meta.json` and measured values; an abstract that names an unknown value is an error. */
export function readPair(id: string, room: string): Pair {
  const meta = Meta.parse(JSON.parse(readFileSync(`${room}/meta.json`, 'utf8')));
  const values = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(`${room}/data/values.json`, 'utf8')));
  const abstract = meta.abstract.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${id}: the abstract names ${name}, which measure.ts does not write`);
    return value;
  });
  return { ...meta, abstract, id, values };
}

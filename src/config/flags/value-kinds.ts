/** The kinds of values that options take, from text as well as from JSON. */
import { z } from 'zod';

export const toggle = z.union([z.boolean(), z.stringbool()]);
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number('expected a whole number')
    .int('expected a whole number')
    .min(min, `expected ${min} or more`)
    .max(max, `expected ${max} or less`);
export const positive = z.coerce.number('expected a number').positive('expected more than 0');
/** Up to a day: Node's timers fire at once when set to more than 25 days. */
export const seconds = positive.max(86_400, 'expected 86400 or less, which is a day');
const SHARE = 'expected a number from 0 to 1';
export const share = z.coerce.number(SHARE).min(0, SHARE).max(1, SHARE);
/** `a,b`, or a list of strings. */
const texts = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.split(',').filter((part) => part !== '')),
]);
export const nameList = <Name extends string>(names: readonly [Name, ...Name[]]) => texts.pipe(z.array(z.enum(names)));
export const urlList = texts.pipe(z.array(z.url({ error: 'expected an address such as http://localhost:8000/v1' })));
export const gpuList = texts
  .pipe(z.array(z.string().regex(/^[\w-]+$/, 'expected numbers or UUIDs of GPUs, as in 0,1')).min(1))
  .refine((gpus) => new Set(gpus).size === gpus.length, 'a GPU is named twice');
/** As text, or as an earlier run recorded it. */
const shardText = z
  .string()
  .regex(/^\d+\/\d+$/)
  .transform((text) => {
    const [index = 0, count = 1] = text.split('/').map(Number);
    return { index, count };
  });
export const shard = z
  .union([shardText, z.object({ index: z.int().min(0), count: z.int().min(1) })], 'expected I/N, as in 0/4')
  .refine(({ index, count }) => index < count, 'I counts from 0 and stays below N');

const priceText = z
  .string()
  .regex(/^\d*\.?\d+\/\d*\.?\d+$/)
  .transform((text) => {
    const [input = 0, output = 0] = text.split('/').map(Number);
    return { input, output };
  });
export const price = z.union(
  [priceText, z.object({ input: z.number().min(0), output: z.number().min(0) })],
  'expected IN/OUT, as in 0.1/0.5',
);

/** `COLUMN=NAME`, each a pair. */
export const columnPairs = texts.pipe(
  z.array(
    z
      .string()
      .regex(/^[^=]+=[^=]+$/, 'expected COLUMN=NAME, as in image_url=local_image_path')
      .transform((text): readonly [string, string] => {
        const [column = '', name = ''] = text.split('=');
        return [column.trim(), name.trim()];
      }),
  ),
);
export const nameTexts = texts.pipe(z.array(z.string().min(1)));
export const hostList = texts.pipe(z.array(z.string().regex(/^[\w.-]+$/, 'expected a host such as openreview.net')));

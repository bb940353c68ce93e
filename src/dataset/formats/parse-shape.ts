import type { z } from 'zod';

/** @throws {TypeError} that names what does not fit, and where */
export function parseShape<T>(shape: z.ZodType<T>, record: object): T {
  const parsed = shape.safeParse(record);
  if (!parsed.success) throw new TypeError(parsed.error.issues.map(tellIssue).join('; '));
  return parsed.data;
}

/** `messages.0.content: …` */
export const tellIssue = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the line'}: ${message}`;

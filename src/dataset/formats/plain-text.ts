/** `{ text }`: one string with the three headings. */
import { z } from 'zod';
import { type Prompt, promptOf } from '../instruction.ts';
import { textColumn } from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat } from './record-format.ts';
import { cutAtResponse, templateText, withoutHeadings } from './template.ts';

export interface TextRecord {
  readonly text: string;
}

const Shape = z.object({ text: z.string() });

const writePrompt = (prompt: Prompt): TextRecord => ({ text: templateText(prompt) + prompt.output });

export const plainText: RecordFormat<TextRecord> = {
  shape: Shape,
  keys: ['text'],
  writePrompt,
  write: (example, target) => writePrompt(promptOf(example, target)),
  read: (record) => {
    const { head, answer } = cutAtResponse(parseShape(Shape, record).text);
    return { question: withoutHeadings(head), answer };
  },
  columns: () => [textColumn('text')],
  isConversation: false,
  takesSystem: () => false,
  takesTarget: true,
  llamaFactory: null,
};

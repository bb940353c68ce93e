/** `{ instruction, input, output }`, all strings. */
import { z } from 'zod';
import { type Prompt, promptOf } from '../instruction.ts';
import { userText } from './conversation.ts';
import { textColumn } from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat } from './record-format.ts';

export type AlpacaRecord = Prompt;

const Shape = z.object({ instruction: z.string(), input: z.string(), output: z.string() });

const writePrompt = ({ instruction, input, output }: Prompt): AlpacaRecord => ({ instruction, input, output });

export const alpaca: RecordFormat<AlpacaRecord> = {
  shape: Shape,
  keys: ['instruction', 'output'],
  writePrompt,
  write: (example, target) => writePrompt(promptOf(example, target)),
  read: (record) => {
    const prompt = parseShape(Shape, record);
    return { question: userText(prompt), answer: prompt.output };
  },
  columns: () => ['instruction', 'input', 'output'].map(textColumn),
  isConversation: false,
  takesSystem: () => false,
  takesTarget: true,
  llamaFactory: () => ({ columns: { prompt: 'instruction', query: 'input', response: 'output' } }),
};

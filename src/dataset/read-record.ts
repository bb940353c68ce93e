import { z } from 'zod';
import { TrainingExample } from '../model/schemas.ts';
import type { RecordFormat } from './format-record.ts';
import { LAYOUT_HEADING, promptOf } from './instruction.ts';

/** `weight` leaves a turn out of the loss; some services know it. */
const ChatMessage = z.object({ role: z.string(), content: z.string(), weight: z.literal([0, 1]).optional() });
const ChatTurn = z.object({ from: z.string(), value: z.string() });

/** What a line must hold to be a record of a format; further keys are allowed, as other programs add some. */
export const RECORD_SHAPES = {
  alpaca: z.object({ instruction: z.string(), input: z.string(), output: z.string() }),
  messages: z.object({ messages: z.array(ChatMessage) }),
  'prompt-completion': z.object({
    prompt: z.union([z.string(), z.array(ChatMessage)]),
    completion: z.union([z.string(), z.array(ChatMessage)]),
  }),
  sharegpt: z.object({ conversations: z.array(ChatTurn) }),
  text: z.object({ text: z.string() }),
  raw: TrainingExample,
} satisfies Record<RecordFormat, z.ZodType>;

/** The keys by which a format is known, the most telling first. */
const TELLING_KEYS: readonly (readonly [RecordFormat, readonly string[]])[] = [
  ['raw', ['paper_markdown', 'poster_layout']],
  ['messages', ['messages']],
  ['sharegpt', ['conversations']],
  ['prompt-completion', ['prompt', 'completion']],
  ['alpaca', ['instruction', 'output']],
  ['text', ['text']],
];

/** Every format whose keys a line has: none for a stranger, and more than one is refused by some services. */
export function formatsOf(record: object): RecordFormat[] {
  return TELLING_KEYS.filter(([, keys]) => keys.every((key) => key in record)).map(([format]) => format);
}

/** A record taken apart again: what was asked, what was answered, and whose paper it is if the line says so. */
export interface RecordParts {
  readonly format: RecordFormat;
  readonly paperId: string | null;
  /** Instruction and input in one, as the model reads them. */
  readonly question: string;
  readonly answer: string;
}

/**
 * Undoes `formatRecord` for any format and target.
 *
 * @throws {TypeError} if the line is no record of any format
 */
export function readRecord(record: object): RecordParts {
  const [format] = formatsOf(record);
  if (format === undefined)
    throw new TypeError(`no known record format has the keys ${Object.keys(record).join(', ')}`);
  return { format, paperId: paperIdOf(record), ...readers[format](record) };
}

const paperIdOf = (record: object): string | null =>
  'paper_id' in record && typeof record.paper_id === 'string' && record.paper_id !== '' ? record.paper_id : null;

type Reader = (record: object) => Pick<RecordParts, 'question' | 'answer'>;

const readers: Record<RecordFormat, Reader> = {
  raw: (record) => {
    const { instruction, input, output } = promptOf(parse(RECORD_SHAPES.raw, record), 'both');
    return { question: `${instruction}\n\n${input}`, answer: output };
  },
  alpaca: (record) => {
    const { instruction, input, output } = parse(RECORD_SHAPES.alpaca, record);
    return { question: `${instruction}\n\n${input}`, answer: output };
  },
  messages: (record) => fromMessages(parse(RECORD_SHAPES.messages, record).messages),
  sharegpt: (record) =>
    fromMessages(
      parse(RECORD_SHAPES.sharegpt, record).conversations.map(({ from, value }) => ({ role: from, content: value })),
    ),
  'prompt-completion': (record) => {
    const { prompt, completion } = parse(RECORD_SHAPES['prompt-completion'], record);
    const question = typeof prompt === 'string' ? withoutHeadings(prompt) : fromMessages(prompt).question;
    return { question, answer: typeof completion === 'string' ? completion : fromMessages(completion).answer };
  },
  text: (record) => {
    const { text } = parse(RECORD_SHAPES.text, record);
    // The last one: a paper may print the heading, an answer is JSON and cannot.
    const end = text.lastIndexOf(RESPONSE);
    if (end < 0) return { question: withoutHeadings(text), answer: '' };
    return { question: withoutHeadings(text.slice(0, end)), answer: text.slice(end + RESPONSE.length) };
  },
};

function parse<T>(shape: z.ZodType<T>, record: object): T {
  const parsed = shape.safeParse(record);
  if (!parsed.success) throw new TypeError(parsed.error.issues.map(tellIssue).join('; '));
  return parsed.data;
}

/** `messages.0.content: …` */
export const tellIssue = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the line'}: ${message}`;

const RESPONSE = '\n\n### Response:\n';

const withoutHeadings = (text: string) =>
  text
    .replace(/\n\n### Response:\n$/, '')
    .replace(/^### Instruction:\n/, '')
    .replace('\n\n### Input:\n', '\n\n');

const ANSWERERS = new Set(['assistant', 'gpt']);
const ASKERS = new Set(['user', 'human']);

function fromMessages(messages: readonly { role: string; content: string }[]) {
  const said = (roles: ReadonlySet<string>) =>
    messages
      .filter(({ role }) => roles.has(role))
      .map(({ content }) => content)
      .join('\n\n');
  return { question: withoutImageTokens(said(ASKERS)), answer: said(ANSWERERS) };
}

const withoutImageTokens = (text: string) => text.replace(/^(<image>)+\n/, '').replaceAll('< image >', '<image>');

/** What of the question is the paper's own: neither the task, which differs by target, nor the layout to write for. */
export function paperPartOf(question: string): string {
  const [task, end] = [question.indexOf('\n\n'), question.lastIndexOf(LAYOUT_HEADING)];
  return question.slice(task < 0 ? 0 : task + 2, end < 0 ? undefined : end);
}

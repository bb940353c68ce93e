import type { FormatName } from '../formats/formats.ts';
import { formatNamed, formatsOf } from '../formats/formats.ts';
import { MessagesShape } from '../formats/messages.ts';
import { tellIssue } from '../formats/parse-shape.ts';
import { readRecord } from '../formats/read-record.ts';
import { ShareGptShape } from '../formats/sharegpt.ts';
import type { Tokenizer } from '../tokenizer.ts';
import { conversationProblems, type RoleNames } from './conversation-problems.ts';
import { SERVICE_RULES, type Service } from './service-rules.ts';

const CHAT_ROLES: RoleNames = { system: 'system', user: 'user', assistant: 'assistant' };
const SHAREGPT_ROLES: RoleNames = { system: 'system', user: 'human', assistant: 'gpt' };

/** What is wrong with one record by itself for a service; nothing in most cases. */
export function checkRecord(record: object, service: Service): { format: FormatName | null; problems: string[] } {
  const { formats, countsImages } = SERVICE_RULES[service];
  const [format, ...others] = formatsOf(record);
  if (format === undefined)
    return {
      format: null,
      problems: [`the keys ${Object.keys(record).join(', ') || '(none)'} are those of no known format`],
    };
  if (others.length > 0)
    return { format, problems: [`the keys are those of two formats, ${[format, ...others].join(' and ')}`] };
  if (!formats.includes(format))
    return { format, problems: [`${service} does not load ${format}; export with --format ${formats[0]}`] };
  const shaped = formatNamed(format).shape.safeParse(record);
  if (!shaped.success) return { format, problems: shaped.error.issues.map(tellIssue) };
  return {
    format,
    problems: [
      ...contentProblems(record, service),
      ...(countsImages ? imageProblems(record) : []),
      ...letterProblems(record),
    ],
  };
}

/** What OpenAI's newer models call the system. */
const DEVELOPER = 'developer';

function contentProblems(record: object, service: Service): string[] {
  const chat = MessagesShape.safeParse(record);
  if (chat.success) {
    const named = (role: string) => (service === 'openai' && role === DEVELOPER ? CHAT_ROLES.system : role);
    const turns = chat.data.messages.map(({ role, content }) => ({ role: named(role), text: content }));
    return conversationProblems(turns, CHAT_ROLES);
  }
  const shareGpt = ShareGptShape.safeParse(record);
  if (shareGpt.success) {
    const turns = shareGpt.data.conversations.map(({ from, value }) => ({ role: from, text: value }));
    return conversationProblems(turns, SHAREGPT_ROLES);
  }
  if ('prompt' in record && 'completion' in record && Array.isArray(record.prompt) !== Array.isArray(record.completion))
    return ['prompt and completion must both be text or both be messages'];
  const { format, question, answer } = readRecord(record);
  if (format === 'text') return `${question}${answer}`.trim() === '' ? ['the text is empty'] : [];
  return [
    ...(question.trim() === '' ? ['the prompt is empty'] : []),
    ...(answer.trim() === '' ? ['the answer is empty'] : []),
  ];
}

function imageProblems(record: object): string[] {
  const images = 'images' in record && Array.isArray(record.images) ? record.images.length : 0;
  const tokens = JSON.stringify({ ...record, images: null }).split('<image>').length - 1;
  return images === tokens ? [] : [`${images} images, but ${tokens} <image> tokens`];
}

/** What `JSON.stringify` leaves as an escape behind an even number of backslashes is no pair. */
const HALF_A_PAIR = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

function letterProblems(record: object): string[] {
  return HALF_A_PAIR.test(JSON.stringify(record))
    ? ['half a surrogate pair stands in a text, which is no UTF-8; poster-stream export writes such letters as U+FFFD']
    : [];
}

/** Tokens of the whole example, prompt and answer. */
export function tokensOfRecord(record: object, tokenizer: Tokenizer): number {
  const { question, answer } = readRecord(record);
  return tokenizer.count(question) + tokenizer.count(answer);
}

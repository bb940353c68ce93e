/** A prompt and its answer as turns of a conversation, and back. */
import type { Prompt } from '../instruction.ts';
import type { Exchange, WriteOptions } from './record-format.ts';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What the user says in formats without an own place for the input. */
export const userText = ({ instruction, input }: Prompt): string => `${instruction}\n\n${input}`;

export const conversation = (prompt: Prompt, options: WriteOptions): Message[] => [
  ...openingMessages(prompt, options),
  answerMessage(prompt, options),
];

export function openingMessages(prompt: Prompt, { system, images }: WriteOptions): Message[] {
  const user: Message = { role: 'user', content: imageTokens(images) + literalText(userText(prompt), images) };
  return system ? [{ role: 'system', content: system }, user] : [user];
}

export const answerMessage = ({ output }: Prompt, { images }: WriteOptions): Message => ({
  role: 'assistant',
  content: literalText(output, images),
});

export const imagesOf = ({ images }: WriteOptions) => (images ? { images } : {});

const IMAGE_TOKEN = '<image>';

const imageTokens = (images: readonly string[] | undefined) =>
  images?.length ? `${IMAGE_TOKEN.repeat(images.length)}\n` : '';

/** Trainers count the tokens against the pictures, so a paper that speaks of `<image>` must not add one. */
const literalText = (text: string, images: readonly string[] | undefined) =>
  images ? text.replaceAll(IMAGE_TOKEN, '< image >') : text;

const withoutImageTokens = (text: string) => text.replace(/^(<image>)+\n/, '').replaceAll('< image >', '<image>');

const ANSWERERS = new Set(['assistant', 'gpt']);
const ASKERS = new Set(['user', 'human']);

/** Turns of whichever naming → what was asked and what was answered. */
export function readConversation(messages: readonly { role: string; content: string }[]): Exchange {
  const said = (roles: ReadonlySet<string>) =>
    messages
      .filter(({ role }) => roles.has(role))
      .map(({ content }) => content)
      .join('\n\n');
  return { question: withoutImageTokens(said(ASKERS)), answer: said(ANSWERERS) };
}

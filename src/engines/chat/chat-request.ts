/** One poster → one request to a Chat Completions server, in the dialect that the server is known to take. */
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import { DraftPoster } from '../../poster/layout/draft-layout.ts';
import type { PreparedImage } from '../../poster/picture/prepare-image.ts';
import { type AnswerForm, systemPrompt, USER_PROMPT } from '../asking/poster-prompt.ts';

export type ChatRequest = ChatCompletionCreateParamsStreaming;

/** How servers differ, learnt from what they refuse. */
export interface Dialect {
  readonly form: AnswerForm;
  /** The older name is what local servers know; the newer is what some hosted models insist on. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
}

/** Small models loop in unbounded arrays; no poster has more items than this. */
const MOST_ITEMS: Readonly<Record<string, number>> = {
  bbox_pct: 4,
  bbox_2d: 4,
  logo_positions: 8,
  column_widths: 12,
  sections: 80,
  figures: 120,
  reading_order: 80,
};

/** Constrains an answer to a schema in which every array has a maximum length. */
export function answerFormat(name: string, schema: z.ZodType) {
  const { $schema: _, ...bounded } = z.toJSONSchema(schema, {
    override: ({ jsonSchema, path }) => {
      const most = MOST_ITEMS[String(path.at(-1))];
      if (jsonSchema.type === 'array' && most !== undefined) jsonSchema.maxItems = most;
    },
  });
  return { type: 'json_schema' as const, json_schema: { name, schema: bounded, strict: true } };
}

const ANSWER_FORMAT = answerFormat('poster', DraftPoster);

export interface RequestOptions {
  model: string;
  maxTokens: number;
  temperature: number;
  dialect: Dialect;
}

/** The picture comes first: models read a picture better when the question follows it. */
export function buildRequest(image: PreparedImage, options: RequestOptions): ChatRequest {
  const { model, maxTokens, temperature, dialect } = options;
  return {
    model,
    messages: [
      { role: 'system', content: systemPrompt(dialect.form) },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: dataUri(image) } },
          { type: 'text', text: USER_PROMPT },
        ],
      },
    ],
    [dialect.limit]: maxTokens,
    ...(dialect.temperature ? { temperature } : {}),
    ...(dialect.form === 'schema' ? { response_format: ANSWER_FORMAT } : {}),
    stream: true,
    stream_options: { include_usage: true },
  };
}

export const dataUri = ({ mediaType, data }: Pick<PreparedImage, 'mediaType' | 'data'>): string =>
  `data:${mediaType};base64,${data.toString('base64')}`;

/** The question, whatever the poster. @param image The limits that pictures are made to fit. */
export function questionText({ model, temperature, form }: AskedOf, image: object): string {
  const format = form === 'schema' ? ANSWER_FORMAT : null;
  const words = [systemPrompt(form), USER_PROMPT];
  return JSON.stringify({ service: 'chat', model, temperature, form: format, words, image });
}

interface AskedOf {
  model: string;
  temperature: number;
  form: AnswerForm;
}

/** Characters of the prompt, its schema included. */
export const promptLength = (form: AnswerForm): number =>
  systemPrompt(form).length + USER_PROMPT.length + (form === 'schema' ? JSON.stringify(ANSWER_FORMAT).length : 0);

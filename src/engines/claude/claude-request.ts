/** One poster → one request to the Messages API. */
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { DraftPoster } from '../../poster/layout/draft-layout.ts';
import type { PreparedImage } from '../../poster/picture/prepare-image.ts';
import { type AnswerForm, systemPrompt, USER_PROMPT } from '../asking/poster-prompt.ts';
import type { ModelTraits } from './claude-models.ts';

export interface RequestOptions {
  model: string;
  traits: ModelTraits;
  form: AnswerForm;
  maxTokens: number;
  /** Sent only to models that take it. */
  temperature: number;
}

export type ClaudeRequest = MessageCreateParamsNonStreaming;

const { type, schema } = zodOutputFormat(DraftPoster);
const ANSWER_FORMAT = { type, schema };
const ANSWER_FORMAT_LENGTH = JSON.stringify(ANSWER_FORMAT).length;

/** Everything but the picture: the question that a cached answer answers. */
export function requestFrame({ model, traits, form, maxTokens, temperature }: RequestOptions) {
  const system = systemPrompt(form);
  const cached = system.length >= traits.cacheMinimum * MOST_CHARACTERS_PER_TOKEN;
  const outputConfig = {
    ...(form === 'schema' ? { format: ANSWER_FORMAT } : {}),
    ...(traits.thinking === 'low-effort' ? { effort: 'low' as const } : {}),
  };
  return {
    model,
    max_tokens: maxTokens,
    system: [
      { type: 'text' as const, text: system, ...(cached ? { cache_control: { type: 'ephemeral' as const } } : {}) },
    ],
    ...(traits.thinking === 'switch-off' ? { thinking: { type: 'disabled' as const } } : {}),
    ...(traits.temperature ? { temperature } : {}),
    ...(Object.keys(outputConfig).length > 0 ? { output_config: outputConfig } : {}),
  };
}

/** The picture comes first: models read a picture better when the question follows it. */
export function buildRequest(image: PreparedImage, options: RequestOptions): ClaudeRequest {
  const source = { type: 'base64' as const, media_type: image.mediaType, data: image.data.toString('base64') };
  return {
    ...requestFrame(options),
    messages: [
      {
        role: 'user',
        content: [
          { type: 'image', source },
          { type: 'text', text: USER_PROMPT },
        ],
      },
    ],
  };
}

/** The question, whatever the poster. @param image The limits that pictures are made to fit. */
export const questionText = (options: RequestOptions, image: object): string =>
  JSON.stringify({ ...requestFrame(options), image, user: USER_PROMPT });

/** Characters of English in a token, on the high side: a prompt that falls short of the service's minimum is not cached. */
const MOST_CHARACTERS_PER_TOKEN = 4;
/** Characters of the prompt, its schema included. */
export const promptLength = (form: AnswerForm): number =>
  systemPrompt(form).length + USER_PROMPT.length + (form === 'schema' ? ANSWER_FORMAT_LENGTH : 0);

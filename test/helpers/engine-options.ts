/** What engines are opened with: the configuration's defaults, but for short waits and no cache. */
import type { OpenaiOptions } from '../../src/engines/chat/openai.ts';
import type { ClaudeOptions } from '../../src/engines/claude/claude.ts';
import { openBudget } from '../../src/engines/cost/budget.ts';
import { renderPoster } from '../../src/poster/picture/render-poster.ts';

const COMMON = {
  maxTokens: 16_384,
  temperature: 0.1,
  timeoutMs: 5_000,
  maxRetries: 5,
  concurrency: 4,
  answerForm: 'auto' as const,
  longEdge: null,
  maxImageBytes: 5 * 1024 * 1024,
  posterPage: null,
  cacheDir: null,
  prices: {},
  budget: openBudget(null),
  batch: false,
  onPaid: () => {},
  renderPdf: renderPoster,
};

export const claudeOptions = (given: Partial<ClaudeOptions>): ClaudeOptions => ({
  ...COMMON,
  ...{ apiKey: 'test-key', baseUrl: null, model: 'claude-haiku-5-5' },
  ...given,
});

export const openaiOptions = (given: Partial<OpenaiOptions>): OpenaiOptions => ({
  ...COMMON,
  ...{ apiKey: '', baseUrls: [], model: 'test/vision-model' },
  ...given,
});

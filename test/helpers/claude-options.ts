import type { ClaudeOptions } from '../../src/engines/claude/claude.ts';
import { renderPoster } from '../../src/poster/picture/render-poster.ts';

/** As the configuration's defaults are, but for short waits and no cache. */
export const claudeOptions = (given: Partial<ClaudeOptions>): ClaudeOptions => ({
  apiKey: 'test-key',
  baseUrl: null,
  model: 'claude-haiku-5-5',
  maxTokens: 16_384,
  temperature: 0.1,
  timeoutMs: 5_000,
  maxRetries: 5,
  concurrency: 4,
  answerForm: 'auto',
  longEdge: null,
  maxImageBytes: 5 * 1024 * 1024,
  posterPage: null,
  cacheDir: null,
  prices: {},
  maxCostUsd: null,
  batch: false,
  onPaid: () => {},
  renderPdf: renderPoster,
  ...given,
});

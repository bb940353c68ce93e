import { after } from 'node:test';
import { type ClaudeOptions, openClaude } from '../../src/engines/claude.ts';
import { openMessagesServer } from '../servers/messages-server.ts';
import { describeEngine } from './contract.ts';

const options = (given: Partial<ClaudeOptions>): ClaudeOptions => ({
  apiKey: 'test-key',
  baseUrl: null,
  model: 'claude-haiku-5-5',
  maxTokens: 16_384,
  temperature: 0.1,
  timeoutMs: 5_000,
  maxRetries: 2,
  concurrency: 4,
  answerForm: 'auto',
  longEdge: null,
  maxImageBytes: 5 * 1024 * 1024,
  cacheDir: null,
  prices: {},
  ...given,
});

const server = await openMessagesServer();
after(() => server[Symbol.asyncDispose]());

describeEngine('claude', async () => openClaude(options({ baseUrl: server.url })));

import { after } from 'node:test';
import { openClaude } from '../../src/engines/claude.ts';
import { openMessagesServer } from '../servers/messages-server.ts';
import { claudeOptions } from './claude-options.ts';
import { describeEngine } from './contract.ts';

const server = await openMessagesServer();
after(() => server[Symbol.asyncDispose]());

describeEngine('claude', async () => openClaude(claudeOptions({ baseUrl: server.url })));

import { after } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { openClaude } from '../../../src/engines/claude/claude.ts';
import { describeEngine } from '../../helpers/engine-contract.ts';
import { claudeOptions } from '../../helpers/engine-options.ts';
import { answerAbout } from '../../servers/messages-answer.ts';
import { openMessagesServer } from '../../servers/messages-server.ts';

const server = await openMessagesServer();
after(() => server[Symbol.asyncDispose]());

describeEngine('claude', async () => openClaude(claudeOptions({ baseUrl: server.url })));

// A server that somebody else wrote: what both sides of this project take for granted would show here.
const foreign = new LLMock({ port: 0 });
foreign.onMessage(/./, { content: JSON.stringify(answerAbout({ digest: '0'.repeat(64), width: 1, height: 1 })) });
await foreign.start();
after(() => foreign.stop());

describeEngine('claude (before a third party)', async () => openClaude(claudeOptions({ baseUrl: foreign.url })));

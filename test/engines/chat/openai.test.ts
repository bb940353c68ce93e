import { after } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { openOpenai } from '../../../src/engines/chat/openai.ts';
import { describeEngine } from '../../helpers/engine-contract.ts';
import { openaiOptions } from '../../helpers/engine-options.ts';
import { openChatServer } from '../../servers/chat-server.ts';
import { answerAbout } from '../../servers/messages-answer.ts';

const server = await openChatServer();
after(() => server[Symbol.asyncDispose]());
describeEngine('openai', async () => openOpenai(openaiOptions({ baseUrls: [server.baseUrl] })));

const mock = new LLMock({ port: 0 });
const { content, layout } = answerAbout({ digest: 'third-party', width: 1000, height: 700 });
mock.onMessage('Transcribe this poster.', { content: JSON.stringify({ content, layout }) });
await mock.start();
after(() => mock.stop());
describeEngine('openai (another server)', async () => openOpenai(openaiOptions({ baseUrls: [`${mock.url}/v1`] })));

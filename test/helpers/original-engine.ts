/** The original pipeline's engine before servers that answer as its models do. */
import { configOf } from '../../src/config/config.ts';
import { openOriginal } from '../../src/engines/open/open-original.ts';
import type { OriginalEngine } from '../../src/engines/original/original.ts';
import type { Threads } from '../../src/threads/pool.ts';
import { type ChatServer, type ChatServerOptions, openChatServer } from '../servers/chat-server.ts';
import { dolphinAnswer } from '../servers/dolphin-answer.ts';
import { qwenAnswer } from '../servers/qwen-answer.ts';

export interface OriginalPlace extends AsyncDisposable {
  readonly original: OriginalEngine;
  readonly dolphin: ChatServer;
  readonly qwen: ChatServer;
}

export async function openOriginalPlace(
  threads: Threads,
  { answer = qwenAnswer }: Partial<ChatServerOptions> = {},
): Promise<OriginalPlace> {
  const dolphin = await openChatServer({ answer: dolphinAnswer, model: 'dolphin' });
  const qwen = await openChatServer({ answer, model: 'qwen' });
  const at = ({ baseUrl }: ChatServer, model: string) => ({ baseUrls: [baseUrl], apiKey: '', model });
  const [words, layouts] = [at(dolphin, 'dolphin'), at(qwen, 'qwen')];
  const servers = { posters: words, papers: words, matching: layouts, layout: layouts };
  const config = configOf({ pipeline: 'original', cache: false });
  const { engine } = await openOriginal(config, servers, threads, () => {});
  return {
    ...{ original: engine, dolphin, qwen },
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await dolphin[Symbol.asyncDispose]();
      await qwen[Symbol.asyncDispose]();
    },
  };
}

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openOpenai } from '../../../src/engines/chat/openai.ts';
import { openClaude } from '../../../src/engines/claude/claude.ts';
import type { Engine } from '../../../src/engines/engine.ts';
import { NOTHING } from '../../../src/model/summary.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';
import { claudeOptions, openaiOptions } from '../../helpers/engine-options.ts';
import { openChatServer } from '../../servers/chat-server.ts';
import { openMessagesServer } from '../../servers/messages-server.ts';

type Given = { cacheDir: string };
type Served = AsyncDisposable & { asked: readonly unknown[]; open: (given: Given) => Engine };

const services: Record<string, () => Promise<Served>> = {
  claude: async () => {
    const server = await openMessagesServer();
    const open = (given: Given) => openClaude(claudeOptions({ baseUrl: server.url, ...given }));
    return { open, asked: server.exchanges, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
  openai: async () => {
    const server = await openChatServer();
    const open = (given: Given) => openOpenai(openaiOptions({ baseUrls: [server.baseUrl], ...given }));
    return { open, asked: server.requests, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  },
};

for (const [name, serve] of Object.entries(services)) {
  test(`${name}: a poster that several rows show at the same time is paid for once`, async (context) => {
    const folder = await mkdtemp(join(tmpdir(), 'poster-stream-same-'));
    context.after(() => rm(folder, { recursive: true }));
    await using served = await serve();
    await using engine = served.open({ cacheDir: join(folder, 'cache') });
    const path = join(folder, 'poster.png');
    await writeFile(path, await drawPoster({ width: 900, height: 600, title: 'The same' }));
    const rows = ['a', 'b', 'c'].map((paperId) => engine.transcribe({ paperId, path }, new AbortController().signal));
    const answers = await Promise.all(rows);
    assert.equal(served.asked.length, 1);
    assert.deepEqual(
      answers.map(({ paper_id, layout }) => [paper_id, layout.paper_id]),
      [
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
      ],
    );
    // Whichever of them had its poster ready first asked and paid: the other two found the answer.
    const [paid, ...found] = answers.map(({ usage }) => usage).sort((a, b) => b.output_tokens - a.output_tokens);
    assert.ok(paid && paid.output_tokens > 0);
    assert.deepEqual(found, [NOTHING, NOTHING]);
  });
}

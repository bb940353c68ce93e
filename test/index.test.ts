import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as library from '../src/index.ts';
import { namedInDocs } from './helpers/named-in-docs.ts';
import { openChatServer } from './servers/chat-server.ts';

test('the library exports what docs/library.md names, and nothing else', () => {
  assert.deepEqual(namedInDocs('poster-stream'), Object.keys(library).sort());
});

test('an engine by itself reads a poster, a picture as well as a PDF, and is closed with its threads', async () => {
  await using server = await openChatServer();
  await using engine = await library.openEngine({
    engine: 'openai',
    baseUrl: server.baseUrl,
    cache: false,
    threads: 1,
  });
  for (const [paperId, file] of [
    ['bounded-streams', 'poster.png'],
    ['reading-order', 'poster.pdf'],
  ] as const) {
    const path = fileURLToPath(new URL(`../samples/pairs/${paperId}/${file}`, import.meta.url));
    const { markdown, layout } = await engine.transcribe({ paperId, path }, AbortSignal.timeout(120_000));
    assert.match(markdown, /^# /);
    assert.ok(layout.sections.length > 2, `${layout.sections.length} sections`);
  }
});

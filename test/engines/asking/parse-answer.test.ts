import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAnswer } from '../../../src/engines/asking/parse-answer.ts';
import { answerAbout } from '../../servers/messages-answer.ts';

const draft = answerAbout({ digest: 'abcdef0123456789', width: 100, height: 100 });
const json = JSON.stringify(draft);
const delimited = `---CONTENT---\n${draft.content}\n---LAYOUT---\n${JSON.stringify(draft.layout)}`;

const assertRead = (text: string) => {
  const parsed = parseAnswer(text);
  assert.equal(parsed?.markdown, draft.content, text.slice(0, 80));
  assert.deepEqual(parsed?.layout, draft.layout);
};

test('both forms are read, whichever was asked for', () => {
  assertRead(json);
  assertRead(delimited);
});

test('fences, and words before and after, are seen through', () => {
  assertRead(`Here is the poster:\n\n\`\`\`json\n${json}\n\`\`\`\nI hope that helps.`);
  assertRead(
    `Sure!\n**---CONTENT---**\n\`\`\`markdown\n${draft.content}\n\`\`\`\n**---LAYOUT---**\n\`\`\`json\n${JSON.stringify(draft.layout, null, 2)}\n\`\`\``,
  );
});

test('trailing commas, single quotes and Python constants are mended', () => {
  const text = `{'content': '# T', "layout": {"sections": [{"id": 's1', "bbox_pct": [1, 2, 3, 4,],},], "footer": None,}}`;
  assert.deepEqual(parseAnswer(text), {
    markdown: '# T',
    layout: { sections: [{ id: 's1', bbox_pct: [1, 2, 3, 4] }], footer: null },
    mended: true,
  });
});

test('an answer cut off anywhere is salvaged once it has a section with its box, and never throws', () => {
  const firstBox = json.indexOf(']', json.indexOf('bbox_pct')) + 1;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: json.length }), (length) => {
      const parsed = parseAnswer(json.slice(0, length));
      if (length >= json.indexOf('}', firstBox) + 1) assert.equal(parsed?.markdown, draft.content);
    }),
  );
});

test('text that holds no poster is none', () => {
  for (const text of [
    '',
    'I cannot see a poster.',
    '{}',
    '[]',
    '{"content": "# T"}',
    '{"content": "# T", "layout": {"sections": [{}]}}',
  ]) {
    assert.equal(parseAnswer(text), null, text);
  }
  fc.assert(fc.property(fc.string(), (text) => void parseAnswer(text)));
});

test('an empty poster is an answer', () => {
  assert.deepEqual(parseAnswer('{"content": "", "layout": {"sections": []}}')?.markdown, '');
});

test('nesting without end is no answer, and no crash', () => {
  assert.equal(parseAnswer(`{"content": "# T", "layout": ${'['.repeat(200_000)}`), null);
});

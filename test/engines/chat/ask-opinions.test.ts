import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askOpinions, opinionNames } from '../../../src/engines/chat/ask-opinions.ts';
import { openTextModel } from '../../../src/engines/chat/text-model.ts';
import { FatalError } from '../../../src/model/item.ts';
import { openOpinionServer } from '../../servers/opinion-server.ts';

async function serve(answer: Parameters<typeof openOpinionServer>[0]) {
  const server = await openOpinionServer(answer);
  const { baseUrl } = server;
  const model = openTextModel({ baseUrl, apiKey: null, model: 'judge', timeoutMs: 5000, maxRetries: 0 });
  return { model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const TEXTS = { paper: 'The paper says 42.', poster: '{"content": "42"}' };
const QUIZ = {
  questions: [
    { question: 'What is said?', right: 'forty-two', wrong: ['one', 'two', 'three'] },
    { question: 'By whom?', right: 'the paper', wrong: ['nobody', 'somebody', 'everybody'] },
  ],
};

/** The letter before a choice in the list of questions. */
const letterOf = (question: string, choice: string) => new RegExp(`([A-H])\\. ${choice}$`, 'm').exec(question)?.[1];

describe('askOpinions', () => {
  it('lets a model answer from the poster what it asked about the paper, and counts what is right', async () => {
    await using server = await serve((question) => {
      if (question.includes('PAPER:')) return { content: `\`\`\`json\n${JSON.stringify(QUIZ)}\n\`\`\`` };
      assert.ok(question.includes(TEXTS.poster) && !question.includes(TEXTS.paper));
      return { content: JSON.stringify({ answers: [letterOf(question, 'forty-two'), 'none'] }) };
    });
    const options = { quiz: 2, judge: false, seed: 1 };
    assert.deepEqual(await askOpinions(server.model, TEXTS, options), { paper_quiz: 1 / 2 });
    assert.deepEqual(opinionNames(options), ['paper_quiz']);
  });

  it('brings six judgements from 1–5 to 0–1, and what is no such number to none', async () => {
    await using server = await serve(() => ({
      content: 'Here: {"elements": 1, "layout": 5, "engagement": "3", "clarity": 9, "content": null}',
    }));
    assert.deepEqual(await askOpinions(server.model, TEXTS, { quiz: 0, judge: true, seed: 1 }), {
      judge_elements: 0,
      judge_layout: 1,
      judge_engagement: 1 / 2,
      judge_clarity: null,
      judge_content: null,
      judge_flow: null,
    });
  });

  it('has no score where the model wrote no questions', async () => {
    await using server = await serve(() => ({ content: 'I would rather not.' }));
    assert.deepEqual(await askOpinions(server.model, TEXTS, { quiz: 3, judge: false, seed: 1 }), { paper_quiz: null });
  });

  it('ends the evaluation when the model cannot be asked', async () => {
    await using server = await serve(() => ({ status: 401, content: 'no such key' }));
    await assert.rejects(
      askOpinions(server.model, TEXTS, { quiz: 1, judge: true, seed: 1 }),
      (error) => error instanceof FatalError && /did not answer.*no such key/.test(error.message),
    );
  });
});

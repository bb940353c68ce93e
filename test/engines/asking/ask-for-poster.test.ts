import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askForPoster } from '../../../src/engines/asking/ask-for-poster.ts';
import { layoutOf } from '../../helpers/poster-to-draw.ts';

const { paper_id: _id, poster_path: _path, ...layout } = layoutOf(['One'], 1);
const answer = (content: string): string => JSON.stringify({ layout, content });

/** A model that gives these answers one after the other, and notes what it was asked. */
function modelOf(answers: readonly string[]) {
  const asked: string[] = [];
  return { asked, ask: async (question: string) => answers[asked.push(question) - 1] ?? '' };
}

test('an answer that can be printed is taken, asked once', async () => {
  const { asked, ask } = modelOf([answer('# T')]);
  assert.equal((await askForPoster(ask, 'The prompt', () => [])).rounds, 1);
  assert.deepEqual(asked, ['The prompt']);
});

test('what is wrong is told with the next question: text that is no poster, then what was measured', async () => {
  const { asked, ask } = modelOf(['I cannot', answer('# Long'), answer('# Short')]);
  const { content, rounds } = await askForPoster(ask, 'The prompt', (poster) =>
    poster.content === '# Long' ? ['"One" does not fit'] : [],
  );
  assert.deepEqual([content, rounds], ['# Short', 3]);
  assert.match(asked[1] ?? '', /^The prompt\n[\s\S]*I cannot[\s\S]*no JSON object/);
  assert.match(asked[2] ?? '', /# Long[\s\S]*- "One" does not fit/);
});

test('after three answers the best is taken; where none is a poster the paper fails', async () => {
  const { asked, ask } = modelOf([answer('# Bad'), answer('# Better'), answer('# Bad')]);
  const { content } = await askForPoster(ask, 'P', (poster) =>
    poster.content === '# Better' ? ['one'] : ['one', 'two'],
  );
  assert.deepEqual([content, asked.length], ['# Better', 3]);
  await assert.rejects(
    askForPoster(
      async () => 'no',
      'P',
      () => [],
    ),
    { code: 'invalid-output' },
  );
});

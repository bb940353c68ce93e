import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createPipeline } from '../../src/runs/create-pipeline.ts';
import { type ChatQuestion, openChatServer, posterAnswer } from '../servers/chat-server.ts';

const dataDir = fileURLToPath(new URL('../../samples/', import.meta.url));
const row = {
  paper_id: 'bounded-streams',
  local_image_path: 'pairs/bounded-streams/poster.png',
  local_pdf_path: 'pairs/bounded-streams/paper.pdf',
};

const SIDE = 24;
const shrunk = ({ bytes }: { bytes: Buffer }) =>
  sharp(bytes).flatten({ background: '#ffffff' }).resize(SIDE, SIDE, { fit: 'fill' }).greyscale().raw().toBuffer();

/** Pearson's correlation of two pictures, made small: 1 for the same. */
async function correlation([a, b]: ChatQuestion['pictures']): Promise<number> {
  assert.ok(a && b);
  const [x, y] = [await shrunk(a), await shrunk(b)];
  const mean = (values: Buffer) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const product = (p: Buffer, q: Buffer) =>
    p.reduce((sum, value, at) => sum + (value - mean(p)) * ((q[at] ?? 0) - mean(q)), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

test('the model is shown the two pictures of each match; what it calls different is gone from matches and layout', async () => {
  const likeness: number[] = [];
  const answer = async (question: ChatQuestion) => {
    if (question.pictures.length < 2) return posterAnswer(question);
    const asked = likeness.push(await correlation(question.pictures));
    return asked === 1 ? 'Other axes.\nDIFFERENT' : 'Axes and curves agree.\nSAME';
  };
  await using server = await openChatServer({ answer });
  const options = {
    engine: 'openai',
    baseUrl: server.baseUrl,
    useVlm: true,
    cache: false,
    dataDir,
    threads: 1,
  } as const;
  await using pipe = createPipeline(options);
  const outcome = await pipe.processOne(row);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  const { figure_matches: matches, poster_layout: layout } = outcome.value;
  assert.ok(matches.length > 0);
  assert.equal(matches.length, likeness.length - 1);
  assert.ok(likeness.filter((each) => each > 0.8).length > likeness.length / 2, `alike by ${likeness.join(', ')}`);
  for (const { vlm_verdict: verdict, vlm_reasoning: reasoning } of matches)
    assert.deepEqual([verdict, reasoning], ['same', 'Axes and curves agree.']);
  const found = new Set(matches.map(({ poster_figure: { id } }) => id));
  // Beside the matches stands the one figure that the model drew, as the repair of layouts numbers it.
  for (const { id } of layout.figures) assert.ok(found.has(id) || id === 'figure_1', `${id} has no match`);
});

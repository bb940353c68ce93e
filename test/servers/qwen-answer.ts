/**
 * What Qwen3-VL says, in the forms of its own cookbooks: JSON in a fence, boxes as two corners in thousandths, some past
 * the edge; of two figures whether they are the same, with reasons first.
 */
import type { ChatQuestion } from './chat-server.ts';
import { answerAbout } from './messages-answer.ts';

export function qwenAnswer({ text, pictures: [picture, second] }: ChatQuestion): string {
  if (picture === undefined) return '';
  if (second !== undefined) return 'Both show the same curves.\n\nSAME';
  if (!text.includes('bbox_2d')) return 'red';
  return `Here is the layout:\n\`\`\`json\n${JSON.stringify(groundedLayout(picture), null, 2)}\n\`\`\``;
}

/** The plausible layout of the other servers, in the words and numbers of this model. */
export function groundedLayout(picture: { digest: string; width: number; height: number }, pixels = false) {
  const { layout } = answerAbout(picture);
  const [across, down] = pixels ? [picture.width / 100, picture.height / 100] : [10, 10];
  const grounded = <Holder extends { bbox_pct: number[] }>({
    bbox_pct: [x = 0, y = 0, w = 0, h = 0],
    ...rest
  }: Holder) => ({
    ...rest,
    bbox_2d: [x * across, y * down, (x + w) * across, (y + h) * down].map(Math.round),
  });
  return { ...layout, sections: layout.sections.map(grounded), figures: layout.figures.map(grounded) };
}

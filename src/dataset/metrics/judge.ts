import { readJsonObject } from './parse-prediction.ts';

/** What a poster is judged by (Pang et al. 2025, Paper2Poster, section 4.1): three of its look, three of what it says. */
export const ASPECTS = {
  elements: 'figures and tables are chosen and described so that each adds something',
  layout: 'the boxes fill the poster evenly, line up and do not overlap',
  engagement: 'the colours, the title and the order draw a reader in',
  clarity: 'the text is short, plain and without errors',
  content: 'motivation, method, results and conclusion are all there and true to the paper',
  flow: 'the sections follow from one another as a story',
} as const;
export type Aspect = keyof typeof ASPECTS;

export function judgePrompt(paper: string, poster: string): string {
  const aspects = Object.entries(ASPECTS).map(([name, meaning]) => `- ${name}: ${meaning}`);
  return [
    'Judge the poster below, given as its layout (JSON, boxes in percent) and its content (Markdown), for the paper below.',
    `Give each aspect a whole number from 1 (poor) to 5 (excellent):\n${aspects.join('\n')}`,
    `Answer with JSON only: {${Object.keys(ASPECTS)
      .map((name) => `"${name}": 1`)
      .join(', ')}}`,
    `PAPER:\n${paper}`,
    `POSTER:\n${poster}`,
  ].join('\n\n');
}

/** Each aspect from 0 (poor) to 1 (excellent); `null` where the judge gave no number from 1 to 5. */
export function readJudgement(answer: string): Record<Aspect, number | null> {
  const given = new Map(Object.entries(readJsonObject(answer) ?? {}));
  const mark = (name: Aspect): number | null => {
    const value = Number(given.get(name));
    return value >= 1 && value <= 5 ? (value - 1) / 4 : null;
  };
  return {
    elements: mark('elements'),
    layout: mark('layout'),
    engagement: mark('engagement'),
    clarity: mark('clarity'),
    content: mark('content'),
    flow: mark('flow'),
  };
}

/**
 * The prompt of a training example, written here and nowhere else: training files, inference and recipes all read it
 * from these functions or from what they wrote, so that the two sides cannot drift.
 */
import type { PosterLayout, TrainingExample } from '../model/schemas.ts';
import { jsonText } from './json-text.ts';

/** What the model learns to write: layout and content, or one of them (for two models, one after the other). */
export const TARGETS = ['both', 'layout', 'content'] as const;
export type Target = (typeof TARGETS)[number];

/** The three strings that every record format is made of. */
export interface Prompt {
  readonly instruction: string;
  readonly input: string;
  readonly output: string;
}

/** The layout as a model sees it: nothing of the data set's own book-keeping, and no path of the machine it was made on. */
export type LayoutTarget = Omit<PosterLayout, 'paper_id' | 'poster_path'>;

const TASKS: Readonly<Record<Target, string>> = {
  both: 'Generate an academic poster for the following research paper.',
  layout: 'Design the layout of an academic poster for the following research paper.',
  content: 'Write the content of an academic poster with the given layout for the following research paper.',
};

/** Stands between the paper and the layout in the input of `content`. */
const LAYOUT_HEADING = '\n\n## Poster layout\n\n';

/** The first turn: the task, the title and the abstract. */
export function instructionFor(paper: { title: string; abstract: string }, target: Target): string {
  return `${TASKS[target]}\n\nTitle: ${paper.title}\n\nAbstract: ${paper.abstract}`;
}

/** The paper, followed by the poster's layout when the content is to be written for it. */
export function inputFor(paperMarkdown: string, target: Target, layout: PosterLayout | null): string {
  if (target !== 'content' || layout === null) return paperMarkdown;
  return `${paperMarkdown}${LAYOUT_HEADING}${jsonText(layoutTarget(layout))}`;
}

/** The whole prompt of an example; `output` is a JSON object with the keys `layout`, `content`, or both. */
export function promptOf(example: TrainingExample, target: Target): Prompt {
  const paper = {
    title: example.paper_title,
    abstract: example.paper_abstract,
  };
  return {
    instruction: instructionFor(paper, target),
    input: inputFor(example.paper_markdown, target, example.poster_layout),
    output: outputOf(example, target),
  };
}

function outputOf(example: TrainingExample, target: Target): string {
  return jsonText({
    ...(target !== 'content' && {
      layout: layoutTarget(example.poster_layout),
    }),
    ...(target !== 'layout' && { content: example.poster_markdown }),
  });
}

function layoutTarget({ paper_id: _id, poster_path: _path, ...layout }: PosterLayout): LayoutTarget {
  return layout;
}

/** What of the question is the paper's own: neither the task, which differs by target, nor the layout to write for. */
export function paperPartOf(question: string): string {
  const [task, end] = [question.indexOf('\n\n'), question.lastIndexOf(LAYOUT_HEADING)];
  return question.slice(task < 0 ? 0 : task + 2, end < 0 ? undefined : end);
}

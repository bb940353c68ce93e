import type { FormatName } from '../formats/formats.ts';
import type { SplitFiles } from '../identity/split-side.ts';
import type { Target } from '../instruction.ts';

export interface CardFacts {
  readonly format: FormatName;
  readonly target: Target;
  /** The splits that are there, with the pattern of their files. */
  readonly splits: readonly SplitFiles[];
  readonly examples: number;
  readonly columns: readonly string[];
}

const TARGET_TEXT: Readonly<Record<Target, string>> = {
  both: "the poster's layout (JSON) and its content (Markdown)",
  layout: "the poster's layout (JSON)",
  content: "the poster's content (Markdown) for a given layout",
};

/**
 * The data set's `README.md`. The head is what the Hugging Face Hub reads (Hub documentation, Dataset Cards): task,
 * size and which files are which split.
 */
export function dataSetCard({ format, target, splits, examples, columns }: CardFacts): string {
  const files = splits.flatMap(({ name, pattern }) => [`      - split: ${name}`, `        path: ${pattern}`]);
  return [
    '---',
    'pretty_name: Academic papers and their posters',
    'task_categories:',
    '  - text-generation',
    'tags:',
    '  - academic-posters',
    '  - layout',
    '  - poster-stream',
    'size_categories:',
    `  - ${sizeCategory(examples)}`,
    'configs:',
    '  - config_name: default',
    '    data_files:',
    ...files,
    '---',
    '',
    '# Academic papers and their posters',
    '',
    `Fine-tuning data for models that design an academic poster: the prompt is a paper (Markdown), the answer is ${TARGET_TEXT[target]}.`,
    '',
    `- Format: \`${format}\`, with the columns ${columns.map((name) => `\`${name}\``).join(', ')}`,
    `- Examples written last: ${examples}`,
    '- Boxes are `[x, y, width, height]` in percent of the poster, from its top left corner',
    '- Made with poster-stream from the papers’ PDFs and pictures of their posters, which keep their own licences: state them here before you publish',
    '',
  ].join('\n');
}

/** The Hub's classes of size. */
function sizeCategory(examples: number): string {
  const limits = ['1K', '10K', '100K', '1M', '10M'];
  const index = limits.findIndex((_, i) => examples < 1000 * 10 ** i);
  if (index === 0) return 'n<1K';
  return index < 0 ? '10M<n<100M' : `${limits[index - 1]}<n<${limits[index]}`;
}

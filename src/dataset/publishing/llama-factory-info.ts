import { type FormatName, formatNamed } from '../formats/formats.ts';
import type { SplitFiles } from '../identity/split-side.ts';

/** The name under which LLaMA-Factory's `dataset:` finds the training files; other splits are named behind it. */
const NAME = 'poster_stream';

/**
 * LLaMA-Factory's `dataset_info.json` for files of this format (its data/README.md), or `null` for a format that it does
 * not read. Several files are several data sets, to be named together: `dataset: poster_stream_1,poster_stream_2`.
 */
export function llamaFactoryInfo(
  format: FormatName,
  splits: readonly SplitFiles[],
  hasImages: boolean,
): Record<string, object> | null {
  const describe = formatNamed(format).llamaFactory;
  if (describe === null) return null;
  const description = describe(hasImages ? { images: 'images' } : {});
  const entries = splits.flatMap(({ name, files }) => {
    const stem = name === 'train' ? NAME : `${NAME}_${name}`;
    const nameOf = (i: number) => (files.length === 1 ? stem : `${stem}_${i + 1}`);
    return files.map((file_name, i) => [nameOf(i), { file_name, ...description }] as const);
  });
  return Object.fromEntries(entries);
}

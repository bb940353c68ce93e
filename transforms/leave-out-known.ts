import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import type { Finished, Pair } from '../src/model/pair.ts';
import type { Pass } from '../src/session/pass.ts';

/** `T → T` without the papers that are to be kept out, such as a benchmark's; they are counted, and no failures. */
export function leaveOutKnown<T extends Pair | Finished>({
  exclusions,
  summary,
}: Pick<Pass, 'exclusions' | 'summary'>): Stage<Item<T>, Item<T>> {
  return stage({ name: 'leave-out-known' }, (value: T) => {
    if (!exclusions?.has(aboutOf(value))) return value;
    summary.excluded += 1;
    throw new SkipRow();
  });
}

function aboutOf(value: Pair | Finished) {
  if ('example' in value) return { title: value.example.paper_title, texts: [] };
  const { title, raw, local_pdf_path } = value.row;
  const texts = [local_pdf_path, ...Object.values(raw).filter((each) => typeof each === 'string')];
  return { title, texts };
}

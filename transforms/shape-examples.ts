import { Transform, type TransformCallback } from 'node:stream';
import { shapeOptions } from '../src/config/parts.ts';
import { shapeExample } from '../src/dataset/shaping/shape-example.ts';
import { openTokenizer, type Tokenizer } from '../src/dataset/tokenizer.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Account } from '../src/session/pass.ts';

/**
 * `Finished → Finished`: leaves out what is below the bar, cuts papers that are too long and adds copies. One example
 * comes in, none, one or several go out.
 */
export function shapeExamples({
  config,
  summary,
  repeatsOf,
}: Pick<Account, 'config' | 'summary' | 'repeatsOf'>): Stage<Item<Finished>, Item<Finished>> {
  const options = shapeOptions(config);
  let tokenizer: Tokenizer | null = null;
  const stage = new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Finished>, _encoding, callback: TransformCallback) {
      shape(item).then(() => callback(), callback);
    },
  });
  return stage;

  async function shape(item: Item<Finished>): Promise<void> {
    if (!item.ok) {
      stage.push(item);
      return;
    }
    if (options.maxInputTokens !== null) tokenizer ??= await openTokenizer();
    const { example } = item.value;
    const { examples, cut, leftOut } = shapeExample(example, options, { tokenizer, repeats: repeatsOf(example) });
    if (cut) summary.cut += 1;
    if (leftOut !== null) summary.leftOut += 1;
    summary.copies += Math.max(0, examples.length - 1);
    for (const each of examples) stage.push({ ...item, value: { ...item.value, example: each } });
  }
}

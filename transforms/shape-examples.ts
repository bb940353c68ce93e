import { Transform, type TransformCallback } from 'node:stream';
import type { Config } from '../src/config/config.ts';
import { shapeOptions } from '../src/config/parts.ts';
import { shapeExample } from '../src/dataset/shaping/shape-example.ts';
import { openTokenizer, type Tokenizer } from '../src/dataset/tokenizer.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { TrainingExample } from '../src/model/schemas.ts';
import type { Summary } from '../src/model/summary.ts';

/**
 * `Finished → Finished`: leaves out what is below the bar, cuts papers that are too long and adds copies. One example
 * comes in, none, one or several go out.
 *
 * @param repeatsOf how often an example is to stand in the data set at least
 */
export function shapeExamples(
  config: Config,
  summary: Summary,
  repeatsOf: (example: TrainingExample) => number = () => 1,
): Step<Item<Finished>, Item<Finished>> {
  const options = shapeOptions(config);
  let tokenizer: Tokenizer | null = null;
  const step = new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Finished>, _encoding, callback: TransformCallback) {
      shape(item).then(() => callback(), callback);
    },
  });
  return step;

  async function shape(item: Item<Finished>): Promise<void> {
    if (!item.ok) {
      step.push(item);
      return;
    }
    if (options.maxInputTokens !== null) tokenizer ??= await openTokenizer();
    const { example } = item.value;
    const { examples, cut, leftOut } = shapeExample(example, options, { tokenizer, repeats: repeatsOf(example) });
    if (cut) summary.cut += 1;
    if (leftOut !== null) summary.leftOut += 1;
    summary.copies += Math.max(0, examples.length - 1);
    for (const each of examples) step.push({ ...item, value: { ...item.value, example: each } });
  }
}

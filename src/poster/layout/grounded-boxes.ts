/**
 * Boxes of models that were trained to ground what they say: two corners in a unit that the model was trained on, so it
 * is a setting of the model and not guessed. Qwen3-VL writes thousandths of width and height, Qwen2.5-VL the pixels of
 * the picture that it was shown: https://github.com/QwenLM/Qwen3-VL
 */
import { clampBox, readRawBox } from './draft-boxes.ts';
import { asFields, asList } from './loose-fields.ts';

export const BOX_UNITS = ['thousandths', 'pixels'] as const;
export type BoxUnit = (typeof BOX_UNITS)[number];

/** The unit of the models that are known. */
export const boxUnitOf = (model: string): BoxUnit => (/qwen-?2(\.5)?-?vl/i.test(model) ? 'pixels' : 'thousandths');

/**
 * The draft with its boxes as `bbox_pct`; what has none that lies on the page keeps none.
 * @param size Pixels of the picture as the model was shown it.
 */
export function percentBoxes(draft: unknown, unit: BoxUnit, size: { width: number; height: number }): object {
  const fields = asFields(draft);
  const across = unit === 'pixels' ? 100 / size.width : 0.1;
  const down = unit === 'pixels' ? 100 / size.height : 0.1;
  const inPercent = (holder: unknown): object => {
    const { bbox_2d: _, bbox: __, box: ___, bbox_pct: ____, ...rest } = asFields(holder);
    const raw = readRawBox(holder);
    if (raw === null) return rest;
    const [x1, y1, x2, y2] = raw.quad;
    const clamped = clampBox([x1 * across, y1 * down, (x2 - x1) * across, (y2 - y1) * down]);
    return clamped === null ? rest : { ...rest, bbox_pct: clamped.box };
  };
  return {
    ...fields,
    sections: asList(fields.sections).map(inPercent),
    figures: asList(fields.figures).map(inPercent),
  };
}

/** Scripts beside a tall operator → its limits; they stand so far up and down that another line may be nearer. */
import { unite } from '../../../pdf/geometry.ts';
import { type Box, middleY } from '../glyphs/formula-box.ts';
import { type Compose, composed } from './composed.ts';

const SCRIPT = 0.86;

export function setBeside(boxes: readonly Box[], compose: Compose): Box[] {
  let out = [...boxes];
  for (const sign of boxes.filter(({ kind, tall, char }) => kind === 'big' && tall && char !== '\u25a1')) {
    const over = beside(sign, out, true);
    const under = beside(sign, out, false);
    if (over.length + under.length === 0) continue;
    const tex =
      sign.tex +
      (under.length > 0 ? `_{${compose(under, [])}}` : '') +
      (over.length > 0 ? `^{${compose(over, [])}}` : '');
    const parts = [sign, ...over, ...under];
    const gone = new Set(parts);
    out = [
      ...out.filter((box) => !gone.has(box)),
      { ...composed(parts, tex, { baseline: sign.baseline, size: sign.size, kind: 'big' }) },
    ];
  }
  return out;
}

function beside(sign: Box, boxes: readonly Box[], over: boolean): Box[] {
  const edge = over ? sign.y0 : sign.y1;
  const { size } = sign;
  const level = boxes
    .filter(
      (box) =>
        box.size < SCRIPT * size &&
        box.x0 > (sign.x0 + sign.x1) / 2 &&
        Math.abs(middleY(box) - edge) < 0.62 * size &&
        (over ? middleY(box) < middleY(sign) - 0.15 * size : middleY(box) > middleY(sign) + 0.15 * size),
    )
    .toSorted((a, b) => a.x0 - b.x0);
  const chain: Box[] = [];
  let right = sign.x1 + 0.1 * size;
  for (const box of level) {
    if (box.x0 - right > 0.3 * box.size) break;
    chain.push(box);
    right = unite(chain).x1;
  }
  return chain;
}

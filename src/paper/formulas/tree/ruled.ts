/** Level rules → fractions, radicals, lines over and under. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { AXIS, type Box, middleX, middleY, widthOfBox } from '../glyphs/formula-box.ts';
import { type Compose, composed, isInside } from './composed.ts';

/** Sizes of white: a bar's halves are no further from it, and their parts no further from each other. */
const FAR = 0.95;
const APART = 0.14;
/** A line over or under its letters is nearer. */
const NEAR = 0.45;

export function setRules(boxes: readonly Box[], rules: readonly Rect[], compose: Compose): Box[] {
  let out = [...boxes];
  const open = new Set(rules);
  for (const rule of rules.toSorted((a, b) => widthOfBox(a) - widthOfBox(b))) {
    open.delete(rule);
    const made = radical(rule, out, compose) ?? bar(rule, out, [...open], compose);
    if (!made) continue;
    const gone = new Set(made.parts);
    out = [...out.filter((box) => !gone.has(box)), made.box];
  }
  return out.map((box) => (box.kind === 'radical' ? bareRadical(box, out) : box));
}

interface Made {
  readonly parts: readonly Box[];
  readonly box: Box;
}

const bareRadical = (box: Box, _boxes: readonly Box[]): Box => ({ ...box, kind: 'ord', tex: '\\surd ' });

function radical(rule: Rect, boxes: readonly Box[], compose: Compose): Made | null {
  const sign = boxes.find(
    (box) =>
      box.kind === 'radical' &&
      Math.abs(box.x1 - rule.x0) < 0.25 * box.size &&
      Math.abs(box.y0 - rule.y0) < 0.35 * box.size,
  );
  if (!sign) return null;
  const { size } = sign;
  const area = {
    x0: rule.x0 - 0.1 * size,
    x1: rule.x1 + 0.04 * size,
    y0: rule.y0 - 0.1 * size,
    y1: Math.max(sign.y1, rule.y1 + size) + 0.25 * size,
  };
  const inside = boxes.filter((box) => box !== sign && isInside(box, area));
  if (inside.length === 0) return null;
  const index = boxes.filter(
    (box) =>
      box.size < 0.75 * size &&
      box !== sign &&
      !inside.includes(box) &&
      middleX(box) > sign.x0 - 0.35 * size &&
      middleX(box) < sign.x0 + 0.55 * widthOfBox(sign) &&
      box.y1 > sign.y0 - 0.1 * size &&
      box.y1 < middleY(sign) + 0.2 * size &&
      box.x1 < sign.x1,
  );
  const degree = index.length > 0 ? `[${compose(index, []).replaceAll(']', '{]}')}]` : '';
  const tex = `\\sqrt${degree}{${compose(inside, [])}}`;
  const parts = [sign, ...inside, ...index];
  const baseline = mainBaseline(inside);
  const box = composed(parts, tex, { baseline, size: Math.max(...inside.map((part) => part.size)), kind: 'ord' });
  return { parts, box: { ...box, y0: Math.min(box.y0, rule.y0), x1: Math.max(box.x1, rule.x1) } };
}

const mainBaseline = (boxes: readonly Box[]): number => {
  const size = Math.max(...boxes.map((box) => box.size));
  const main = boxes.filter((box) => box.size > 0.9 * size && !box.tall);
  return (main[0] ?? boxes[0])?.baseline ?? 0;
};

function bar(rule: Rect, boxes: readonly Box[], open: readonly Rect[], compose: Compose): Made | null {
  const over = half(rule, boxes, open, true);
  const under = half(rule, boxes, open, false);
  const size = Math.max(0, ...[...over, ...under].map((box) => box.size));
  if (size === 0) return null;
  const gapOver = over.length > 0 ? rule.y0 - Math.max(...over.map((box) => box.y1)) : Number.POSITIVE_INFINITY;
  const gapUnder = under.length > 0 ? Math.min(...under.map((box) => box.y0)) - rule.y1 : Number.POSITIVE_INFINITY;
  if (over.length > 0 && under.length > 0 && isBalanced(rule, over, under, size)) {
    const tex = `\\frac{${compose(over, [])}}{${compose(under, [])}}`;
    const parts = [...over, ...under];
    const box = composed(parts, tex, { baseline: middleY(rule) + AXIS * size, size, kind: 'ord' });
    return { parts, box: { ...box, x0: Math.min(box.x0, rule.x0), x1: Math.max(box.x1, rule.x1) } };
  }
  const fills = (parts: readonly Box[]) => widthOfBox(rule) < widthOfBox(unite(parts)) + 0.6 * size;
  if (gapUnder < NEAR * size && gapUnder <= gapOver && fills(under)) return lined('\\overline', under, compose);
  if (gapOver < NEAR * size && fills(over)) return lined('\\underline', over, compose);
  return null;
}

function lined(command: string, parts: readonly Box[], compose: Compose): Made {
  const size = Math.max(...parts.map((part) => part.size));
  const single = parts.length === 1 && command === '\\overline' && widthOfBox(parts[0]!) < size;
  const tex = `${single ? '\\bar' : command}{${compose(parts, [])}}`;
  return { parts, box: composed(parts, tex, { baseline: mainBaseline(parts), size, kind: 'ord' }) };
}

/** Both halves of a fraction are centred on its bar, and one of them fills it. */
function isBalanced(rule: Rect, over: readonly Box[], under: readonly Box[], size: number): boolean {
  const [a, b] = [unite(over), unite(under)];
  const slack = 0.3 * size + 0.12 * widthOfBox(rule);
  return Math.abs(middleX(a) - middleX(rule)) < slack && Math.abs(middleX(b) - middleX(rule)) < slack;
}

/** The boxes above or below a bar, from the nearest on, as far as they hold together. */
function half(rule: Rect, boxes: readonly Box[], open: readonly Rect[], above: boolean): Box[] {
  const gapTo = (box: Rect) => (above ? rule.y0 - box.y1 : box.y0 - rule.y1);
  const candidates = boxes
    .filter((box) => {
      const tolerance = 0.15 * box.size;
      return (
        box.x0 > rule.x0 - 2 * tolerance &&
        box.x1 < rule.x1 + 2 * tolerance &&
        middleX(box) > rule.x0 - 0.5 &&
        middleX(box) < rule.x1 + 0.5 &&
        gapTo(box) > -0.32 * box.size &&
        (above ? middleY(box) < rule.y0 : middleY(box) > rule.y1)
      );
    })
    .filter((box) => !open.some((other) => isBetween(other, rule, box)))
    .toSorted((a, b) => gapTo(a) - gapTo(b));
  const [nearest] = candidates;
  if (!nearest || gapTo(nearest) > FAR * nearest.size) return [];
  const taken: Box[] = [];
  let reach = gapTo(nearest) + (nearest.y1 - nearest.y0);
  for (const box of candidates) {
    if (gapTo(box) > reach + APART * box.size && gapTo(box) > 0.6 * box.size) break;
    taken.push(box);
    reach = Math.max(reach, gapTo(box) + box.y1 - box.y0);
  }
  return taken;
}

const isBetween = (other: Rect, rule: Rect, box: Rect) => {
  const y = middleY(other);
  const [from, to] = [Math.min(middleY(rule), middleY(box)), Math.max(middleY(rule), middleY(box))];
  return (
    y > from &&
    y < to &&
    other.x0 < middleX(box) &&
    other.x1 > middleX(box) &&
    widthOfBox(other) >= widthOfBox(rule) - 0.5
  );
};

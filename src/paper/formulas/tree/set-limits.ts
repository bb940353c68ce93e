/** What stands right above and below an operator, a relation or a brace → its limits. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { type Box, middleX, middleY, widthOfBox } from '../glyphs/formula-box.ts';
import { type Compose, composed } from './composed.ts';

/** Limits are set in script size. */
const SCRIPT = 0.86;
/** Sizes: white between an operator and its limit, and between the parts of a limit. */
const FAR = 0.75;
const TOUCHING = 0.4;

const WORDS = /^(?:lim|limsup|liminf|max|min|sup|inf|argmax|argmin|det|gcd|Pr|injlim|projlim|plim|esssup|essinf)$/;

interface Carrier {
  readonly parts: readonly Box[];
  readonly tex: string;
  readonly kind: Box['kind'];
}

export function setLimits(boxes: readonly Box[], rules: readonly Rect[], compose: Compose): Box[] {
  let out = [...boxes];
  const main = Math.max(...boxes.map(({ size }) => size));
  const carriers = [...bigOperators(out), ...operatorWords(out), ...relations(out)].toSorted(
    (a, b) => (b.parts[0]?.size ?? 0) - (a.parts[0]?.size ?? 0),
  );
  for (const carrier of carriers) {
    if (!carrier.parts.every((part) => out.includes(part))) continue;
    const box = unite(carrier.parts);
    const [first] = carrier.parts;
    const { size } = first!;
    const free = out.filter((other) => !carrier.parts.includes(other));
    const others = carriers
      .filter((other) => other !== carrier && other.kind !== 'rel' && (other.parts[0]?.size ?? 0) > SCRIPT * size)
      .map(({ parts }) => unite(parts));
    const [above, below] = [limit(box, size, free, rules, others, true), limit(box, size, free, rules, others, false)];
    if (above.length + below.length === 0) continue;
    if (carrier.kind === 'rel' && main > 1.2 * size) continue;
    const limits =
      (below.length > 0 ? `_{${compose(below, rulesIn(rules, below))}}` : '') +
      (above.length > 0 ? `^{${compose(above, rulesIn(rules, above))}}` : '');
    const tex =
      carrier.kind === 'rel'
        ? stacked(carrier.tex, above, below, rules, compose)
        : carrier.tex +
          (first!.kind === 'big' ? '' : '\\limits'.repeat(/^\\operatorname/.test(carrier.tex) ? 1 : 0)) +
          limits;
    const parts = [...carrier.parts, ...above, ...below];
    const gone = new Set(parts);
    out = out.filter((other) => !gone.has(other));
    // Limits wider than their operator reach over its neighbours, which stand beside the operator.
    out.push({
      ...composed(parts, tex, { baseline: first!.baseline, size, kind: carrier.kind }),
      x0: box.x0,
      x1: box.x1,
    });
  }
  return out;
}

const rulesIn = (rules: readonly Rect[], parts: readonly Box[]): Rect[] => {
  const area = unite(parts);
  return rules.filter(
    (rule) => middleX(rule) > area.x0 && middleX(rule) < area.x1 && middleY(rule) > area.y0 && middleY(rule) < area.y1,
  );
};

function stacked(
  tex: string,
  above: readonly Box[],
  below: readonly Box[],
  rules: readonly Rect[],
  compose: Compose,
): string {
  const over = above.length > 0 ? compose(above, rulesIn(rules, above)) : '';
  const under = below.length > 0 ? compose(below, rulesIn(rules, below)) : '';
  if (/^\\(?:long)?(?:right|left)arrow$|^\\to$/.test(tex)) {
    const arrow = /left/.test(tex) ? '\\xleftarrow' : '\\xrightarrow';
    return `${arrow}${under ? `[${under.replaceAll(']', '{]}')}]` : ''}{${over}}`;
  }
  const upper = over ? `\\overset{${over}}{${tex}}` : tex;
  return under ? `\\underset{${under}}{${upper}}` : upper;
}

const bigOperators = (boxes: readonly Box[]): Carrier[] =>
  boxes.filter(({ kind }) => kind === 'big').map((box) => ({ parts: [box], tex: box.tex, kind: 'big' }));

const relations = (boxes: readonly Box[]): Carrier[] =>
  boxes
    .filter(({ kind, char }) => kind === 'rel' && !/[:<>∣]/.test(char))
    .map((box) => ({ parts: [box], tex: box.tex, kind: 'rel' }));

/** Upright letters in a row that make the name of an operator. */
function operatorWords(boxes: readonly Box[]): Carrier[] {
  const letters = boxes
    .filter(({ kind, face }) => kind === 'letter' && (face === 'rm' || face === 'bf'))
    .toSorted((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
  const words: Box[][] = [];
  for (const letter of letters) {
    const word = words.at(-1);
    const last = word?.at(-1);
    if (
      word &&
      last &&
      Math.abs(letter.baseline - last.baseline) < 0.05 * letter.size &&
      letter.x0 - last.x1 < 0.25 * letter.size &&
      Math.abs(letter.size - last.size) < 0.1
    )
      word.push(letter);
    else words.push([letter]);
  }
  return words.flatMap((word) => {
    const name = word.map(({ char }) => char).join('');
    if (!WORDS.test(name)) return [];
    const split = /^(?:arg|ess)(?:max|min|sup|inf)$/.test(name)
      ? `\\operatorname{${name.slice(0, 3)}\\,${name.slice(3)}}`
      : /^(?:lim)?(?:max|min|sup|inf|lim|det|gcd|Pr)$/.test(name)
        ? `\\${name}`
        : `\\operatorname{${name}}`;
    return [{ parts: word, tex: split, kind: 'letter' as const }];
  });
}

/** The small boxes in a row right above or below `carrier`. */
function limit(
  carrier: Rect,
  size: number,
  boxes: readonly Box[],
  rules: readonly Rect[],
  others: readonly Rect[],
  above: boolean,
): Box[] {
  const gapTo = (box: Rect) => (above ? carrier.y0 - box.y1 : box.y0 - carrier.y1);
  const small = boxes.filter((box) => box.size < SCRIPT * size && gapTo(box) > -0.3 * size && gapTo(box) < 1.6 * size);
  const isAcross = (box: Rect) =>
    Math.min(box.x1, carrier.x1) - Math.max(box.x0, carrier.x0) > 0.25 * Math.min(widthOfBox(box), widthOfBox(carrier));
  const starts = small.filter((box) => isAcross(box) && gapTo(box) < FAR * size && !isCut(carrier, box, rules));
  if (starts.length === 0) return [];
  const chain = new Set(starts);
  let grew = true;
  while (grew) {
    grew = false;
    const area = unite(chain);
    for (const box of small) {
      if (chain.has(box)) continue;
      const aside = Math.max(box.x0 - area.x1, area.x0 - box.x1);
      const apart = Math.max(box.y0 - area.y1, area.y0 - box.y1);
      const nearer = others.some(
        (other) =>
          Math.abs(middleX(other) - middleX(box)) < Math.abs(middleX(carrier) - middleX(box)) &&
          Math.abs(middleY(other) - middleY(carrier)) < 0.6 * size,
      );
      if (aside < TOUCHING * box.size && apart < 0.15 * size && !nearer) {
        chain.add(box);
        grew = true;
      }
    }
  }
  const area = unite(chain);
  // A script beside the operator may reach under it; a limit is centred.
  const off = Math.abs(middleX(area) - middleX(carrier));
  if (off > Math.max(0.42 * size, 0.22 * widthOfBox(area))) return [];
  return [...chain];
}

const isCut = (a: Rect, b: Rect, rules: readonly Rect[]) =>
  rules.some((rule) => {
    const y = middleY(rule);
    const crosses = Math.min(rule.x1, b.x1) - Math.max(rule.x0, b.x0) > 0.3 * widthOfBox(b);
    return crosses && y > Math.min(middleY(a), middleY(b)) && y < Math.max(middleY(a), middleY(b));
  });

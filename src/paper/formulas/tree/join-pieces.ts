/** Glyphs that are parts of one sign → that sign: tall delimiters in pieces, struck-out relations, long arrows, dots. */
import { unite } from '../../../pdf/geometry.ts';
import { NEGATED } from '../glyphs/commands.ts';
import { AXIS, type Box, middleX, middleY } from '../glyphs/formula-box.ts';

/** The piece that tells which delimiter a stack of pieces is. */
const STACKS: readonly (readonly [RegExp, string, Box['kind'], string])[] = [
  [/[⎛⎝⎜]/u, '(', 'open', '('],
  [/[⎞⎠⎟]/u, ')', 'close', ')'],
  [/[⎧⎨⎩]/u, '\\{', 'open', '{'],
  [/[⎫⎬⎭]/u, '\\}', 'close', '}'],
  [/⎷|√/u, '\\sqrt{}', 'radical', '√'],
  [/‖/u, '\\|', 'ord', '‖'],
  [/\|/u, '|', 'ord', '|'],
];
const BRACKETS: readonly (readonly [string, string, string, string])[] = [
  ['⎡', '⎣', '⎢', '['],
  ['⎤', '⎦', '⎥', ']'],
];

export function joinPieces(boxes: readonly Box[]): Box[] {
  const rest = boxes.filter(({ kind }) => kind !== 'piece');
  const pieces = boxes.filter(({ kind }) => kind === 'piece').toSorted((a, b) => a.x0 - b.x0 || a.y0 - b.y0);
  const stacks: Box[][] = [];
  for (const piece of pieces) {
    const stack = stacks.findLast((other) => other.some((part) => isStacked(part, piece)));
    if (stack) stack.push(piece);
    else stacks.push([piece]);
  }
  return [...rest, ...stacks.flatMap(joinStack)];
}

const isStacked = (a: Box, b: Box) =>
  Math.abs(a.x0 - b.x0) < 0.12 * a.size &&
  Math.max(a.y0, b.y0) - Math.min(a.y1, b.y1) < 0.35 * a.size &&
  !/[⏞⏟]/.test(a.char + b.char);

function joinStack(stack: readonly Box[]): Box[] {
  const [first] = stack;
  if (!first || /[⏞⏟]/.test(first.char)) return [...stack];
  const characters = stack.map(({ char }) => char).join('');
  const found = STACKS.find(([test]) => test.test(characters));
  const sign = found ? { tex: found[1], kind: found[2], char: found[3] } : bracketOf(characters);
  const box = unite(stack);
  return [{ ...first, ...box, ...sign, tall: true, baseline: middleY(box) + AXIS * first.size }];
}

function bracketOf(characters: string): { tex: string; kind: Box['kind']; char: string } {
  for (const [top, bottom, middle, whole] of BRACKETS) {
    if (![top, bottom, middle].some((piece) => characters.includes(piece))) continue;
    const open = whole === '[';
    const [hasTop, hasBottom] = [characters.includes(top), characters.includes(bottom)];
    const kind = open ? 'open' : 'close';
    if (hasTop && !hasBottom) return { kind, tex: open ? '\\lceil' : '\\rceil', char: open ? '⌈' : '⌉' };
    if (hasBottom && !hasTop) return { kind, tex: open ? '\\lfloor' : '\\rfloor', char: open ? '⌊' : '⌋' };
    return { kind, tex: whole, char: whole };
  }
  return { tex: '|', kind: 'ord', char: '|' };
}

const pairs = (list: string) =>
  new Map(
    list
      .split(', ')
      .map((entry) => entry.split(' '))
      .map(([signs, tex]) => [signs ?? '', tex ?? '']),
  );

/** Two signs drawn over each other, or end to end without white. */
const OVERPRINTS = pairs(
  '−→ \\longrightarrow, ←− \\longleftarrow, =⇒ \\Longrightarrow, ⇐= \\Longleftarrow, ⇐⇒ \\Longleftrightarrow, ←→ \\longleftrightarrow, |= \\models, ∣= \\models, ↪→ \\hookrightarrow, ↦→ \\mapsto, ↦− \\longmapsto',
);

/** Signs of one line, left to right, with what is drawn as two made one. */
export function joinOverprints(boxes: readonly Box[]): Box[] {
  const out: Box[] = [];
  for (const box of boxes.toSorted((a, b) => a.x0 - b.x0 || a.order - b.order)) {
    const at = out.findLastIndex((other) => isOver(other, box));
    const joined = at < 0 ? null : overprint(out[at]!, box);
    if (joined) out[at] = joined;
    else out.push(box);
  }
  return out;
}

const isOver = (a: Box, b: Box) =>
  Math.abs(a.baseline - b.baseline) < 0.3 * b.size &&
  a.x1 - b.x0 > (a.char === '↦' || a.kind === 'stroke' ? -0.1 * b.size : 0.02 * b.size) &&
  Math.abs(a.size - b.size) < 0.1;

function overprint(left: Box, right: Box): Box | null {
  const [stroke, sign] = left.kind === 'stroke' ? [left, right] : [right, left];
  if (stroke.kind === 'stroke' && sign.kind !== 'stroke' && Math.abs(middleX(stroke) - middleX(sign)) < 0.7 * sign.size)
    return {
      ...sign,
      ...unite([left, right]),
      tex: NEGATED.get(sign.tex) ?? `\\not${sign.tex}`,
      char: `${sign.char}\u0338`.normalize('NFC'),
    };
  if (left.tex === '\\mapsto' && right.char === '→') return { ...left, ...unite([left, right]), kind: 'rel' };
  const tex = OVERPRINTS.get(left.char + right.char);
  return tex ? { ...left, ...unite([left, right]), tex, kind: 'rel', char: tex } : null;
}

/** Three dots, evenly spaced, are an ellipsis. */
export function joinDots(boxes: readonly Box[]): Box[] {
  const out = boxes.toSorted((a, b) => a.x0 - b.x0 || a.baseline - b.baseline);
  for (let i = 0; i < out.length; i++) {
    const first = out[i]!;
    if (first.char !== '.' && first.char !== '⋅') continue;
    const others = out.slice(i + 1, i + 8).filter((box) => box.char === first.char);
    const dots = ellipsis(first, others);
    if (!dots) continue;
    const parts = new Set<Box>([first, ...dots.parts]);
    out[i] = { ...first, ...unite(parts), kind: 'ord', tex: dots.tex, char: '…' };
    for (let j = out.length - 1; j > i; j--) if (parts.has(out[j]!)) out.splice(j, 1);
  }
  return out;
}

function ellipsis(first: Box, others: readonly Box[]): { parts: Box[]; tex: string } | null {
  for (const second of others) {
    const [dx, dy] = [second.x0 - first.x0, second.baseline - first.baseline];
    if (dx > 0.75 * first.size || Math.abs(dy) > 0.75 * first.size || Math.hypot(dx, dy) < 0.15 * first.size) continue;
    const third = others.find(
      (box) =>
        Math.abs(box.x0 - second.x0 - dx) < 0.06 * first.size &&
        Math.abs(box.baseline - second.baseline - dy) < 0.06 * first.size,
    );
    if (!third) continue;
    const level = Math.abs(dy) < 0.05 * first.size;
    const tex = level
      ? first.char === '.'
        ? '\\ldots'
        : '\\cdots'
      : Math.abs(dx) < 0.05 * first.size
        ? '\\vdots'
        : '\\ddots';
    return { parts: [second, third], tex };
  }
  return null;
}

/** A line of text → the stretches of it that are formulas. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { Box } from '../glyphs/formula-box.ts';
import { classified, type Habits, type Item, isSmall } from './certainty.ts';
import type { HostLine } from './text-lines.ts';

export function inlineZones(line: HostLine, rules: readonly Rect[], habits: Habits): Box[][] {
  const items = classified(line, rules, habits);
  const zones: Item[][] = [];
  let open: Item[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const last = open.at(-1);
    if (last && !linked(last, item, right, line)) {
      zones.push(open);
      open = [];
    }
    if (item.certainty === 'text') {
      if (open.length > 0) zones.push(open);
      open = [];
      continue;
    }
    open.push(item);
    right = open.length === 1 ? item.box.x1 : Math.max(right, item.box.x1);
  }
  if (open.length > 0) zones.push(open);
  return zones.flatMap((zone) => {
    const kept = trimmed(zone, line);
    return kept.some(({ certainty }) => certainty === 'sure') && !isMark(kept, line)
      ? [kept.map(({ box }) => box)]
      : [];
  });
}

function linked(left: Item, right: Item, edge: number, line: HostLine): boolean {
  if (right.certainty === 'text' || left.certainty === 'text') return false;
  const [a, b] = [left.box, right.box];
  const gap = (b.x0 - edge) / line.size;
  const isSign = ({ kind }: Box) => kind === 'rel' || kind === 'bin' || kind === 'stroke';
  if (isSmall(b, line) || b.tall || a.tall) return gap < (isSign(a) && !isSmall(a, line) ? 0.62 : 0.3);
  if (isStop(a)) return left.bound && right.bound && gap < 0.4;
  if (gap < 0.13) return true;
  if (gap < 0.26) return left.certainty === 'sure' || right.certainty === 'sure' || left.name || right.name;
  if (isSign(a) || isSign(b)) return gap < 0.62;
  if (a.kind === 'punct' && a.math) return gap < 0.36;
  return false;
}

/** Text ends its clauses with the signs of its own face. */
const isStop = (box: Box) => !box.math && box.kind !== 'digit' && /^[.,;]$/.test(box.char);

/** Without what belongs to the sentence: punctuation at the ends, brackets around the whole. */
function trimmed(zone: readonly Item[], line: HostLine): Item[] {
  let items = [...zone];
  for (let before = -1; before !== items.length; ) {
    before = items.length;
    while (items.length > 0 && /^[.,;:!]$/.test(items.at(-1)!.box.char) && !isSmall(items.at(-1)!.box, line))
      items.pop();
    while (items.length > 0 && /^[.,;:!/]$/.test(items[0]!.box.char)) items.shift();
    items = withoutLooseBrackets(items);
    const [first, last] = [items[0], items.at(-1)];
    if (
      first &&
      last &&
      items.length > 2 &&
      /^[([]$/.test(first.box.char) &&
      /^[)\]]$/.test(last.box.char) &&
      !first.box.math &&
      wraps(items) &&
      !items.some(({ box }) => box.char === ',' && box.math)
    )
      items = items.slice(1, -1);
  }
  return items;
}

function wraps(items: readonly Item[]): boolean {
  let depth = 0;
  return items.every(({ box }, i) => {
    if (/^[([]$/.test(box.char)) depth++;
    else if (/^[)\]]$/.test(box.char)) depth--;
    return depth > 0 || i === items.length - 1;
  });
}

function withoutLooseBrackets(items: Item[]): Item[] {
  const [first, last] = [items[0], items.at(-1)];
  const depth = items.reduce((sum, { box }) => sum + depthOf(box), 0);
  if (first && depth > 0 && depthOf(first.box) > 0) return items.slice(1);
  if (last && depth < 0 && depthOf(last.box) < 0) return items.slice(0, -1);
  return items;
}

function depthOf({ char }: Box): number {
  if (/^[([{⟨⌊⌈]$/u.test(char)) return 1;
  return /^[)\]}⟩⌋⌉]$/u.test(char) ? -1 : 0;
}

/** The marks of notes, and signs that text uses alone. */
function isMark(items: readonly Item[], line: HostLine): boolean {
  return items.every(
    ({ box }) => (isSmall(box, line) && /^[∗*†‡§¶\d,]$/u.test(box.char)) || /^[()[\].,;:/|□■]$/u.test(box.char),
  );
}

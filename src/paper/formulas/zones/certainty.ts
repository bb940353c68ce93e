/** How sure each box of a line is to be a formula's. */
import type { Rect } from '../../../pdf/geometry.ts';
import { AXIS, type Box, middleX, middleY } from '../glyphs/formula-box.ts';
import { OPERATOR_NAMES } from '../glyphs/operator-names.ts';
import type { HostLine } from './text-lines.ts';

/**
 * `sure` tells a formula by itself; `may` is part of one beside what is sure (digits, brackets, names of operators);
 * `text` never is.
 */
type Certainty = 'sure' | 'may' | 'text';

export interface Item {
  readonly box: Box;
  certainty: Certainty;
  /** Stands between a function's brackets. */
  bound: boolean;
  /** The name of an operator that the box is a letter of. */
  readonly name: boolean;
}

export interface Habits {
  /** Letters of formulas come from the italic face of the text. */
  readonly textItalics: boolean;
  /** Faces of upright text; digits and signs of another one are those of formulas. */
  readonly textFonts: ReadonlySet<string>;
}

export const isSmall = (box: Box, line: HostLine) => box.size < 0.87 * line.size;

/** Share of the size: less white is none. */
const TOUCHING = 0.1;

export function classified(line: HostLine, rules: readonly Rect[], habits: Habits): Item[] {
  const { boxes } = line;
  const words = wordSpans(boxes);
  const items = boxes.map((box, i): Item => {
    const word = words.get(i);
    return {
      box,
      certainty: certaintyOf(box, word, { line, rules, habits, boxes, at: i }),
      name: word !== undefined && OPERATOR_NAMES.has(word.text),
      bound: false,
    };
  });
  joinDecimals(items);
  raiseScripts(items, line);
  settleBrackets(items);
  return items;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Index → the word of touching text letters that stands there. */
function wordSpans(boxes: readonly Box[]): Map<number, Word> {
  const spans = new Map<number, Word>();
  const isLetter = (box: Box | undefined): box is Box => box !== undefined && box.kind === 'letter' && !box.math;
  for (let i = 0; i < boxes.length; ) {
    const first = boxes[i];
    if (!isLetter(first)) {
      i++;
      continue;
    }
    let end = i + 1;
    for (; isLetter(boxes[end]); end++) {
      const [a, b] = [boxes[end - 1]!, boxes[end]!];
      if (b.x0 - a.x1 > 0.14 * a.size || Math.abs(b.size - a.size) > 0.1 * a.size || b.face !== a.face) break;
    }
    const text = boxes
      .slice(i, end)
      .map(({ char }) => char)
      .join('');
    for (let j = i; j < end; j++) spans.set(j, { text, start: i, end });
    i = end;
  }
  return spans;
}

interface Context {
  readonly line: HostLine;
  readonly rules: readonly Rect[];
  readonly habits: Habits;
  readonly boxes: readonly Box[];
  readonly at: number;
}

/** Signs of formula fonts that running text uses by itself. */
const TEXT_SIGNS = /^[•†‡§¶©®∗*]$/u;
const NEUTRAL = /^[()[\]/!:;,.|]$/;

function certaintyOf(box: Box, word: Word | undefined, context: Context): Certainty {
  const { line, rules, habits } = context;
  if (box.math) {
    if (TEXT_SIGNS.test(box.char) && box.kind !== 'letter')
      return isSmall(box, line) || box.char === '∗' ? 'may' : 'text';
    return box.kind === 'unknown' ? 'may' : box.kind === 'accent' ? 'sure' : 'sure';
  }
  if (rules.some((rule) => isOverOrUnder(rule, box, line))) return 'sure';
  if (word) return wordCertainty(box, word, context);
  if (box.kind === 'digit')
    return habits.textFonts.has(box.font) || isSmall(box, line) ? 'may' : isRoman(box) ? 'sure' : 'may';
  if (/^[=+±×÷≤≥≠≈∼→∞∈∑∏∫√−<>∂∇·⋅]$/u.test(box.char)) return box.char === '·' ? 'may' : 'sure';
  if (NEUTRAL.test(box.char)) return 'may';
  if (box.kind === 'accent') return box.size > 0 && /^[\^~¯˙]$/.test(box.char) ? 'may' : 'text';
  return /^[{}⟨⟩‖⌊⌋⌈⌉′…]$/u.test(box.char) ? 'may' : 'text';
}

const isRoman = ({ font }: Box) => /^(?:cmr|lmroman|sfrm|rtxr|ntxr|pxr|eurm)/i.test(font);

function wordCertainty(box: Box, { text, start, end }: Word, { line, habits, boxes }: Context): Certainty {
  if (/^\p{Script=Greek}$/u.test(text)) return 'sure';
  if (OPERATOR_NAMES.has(text) && box.face === 'rm') return 'may';
  const [before, after] = [boxes[start - 1], boxes[end]];
  const touches = (other: Box | undefined, gap: number) => other !== undefined && gap < 0.1 * line.size;
  const left = touches(before, boxes[start]!.x0 - (before?.x1 ?? 0));
  const right = touches(after, (after?.x0 ?? 0) - boxes[end - 1]!.x1);
  if (isSmall(box, line)) return 'may';
  if (
    text.length === 1 &&
    box.face === 'bf' &&
    !(left && /[\p{L}\p{N}]/u.test(before?.char ?? '')) &&
    !(right && isLabelEnd(after, box))
  )
    return boldLine(line) ? 'text' : 'sure';
  if (
    text.length === 1 &&
    box.face === 'it' &&
    habits.textItalics &&
    !(text === 'a' && !left && !right && !besideSign(start, end, boxes)) &&
    !inItalics(start, end, boxes)
  )
    return 'sure';
  const isProduct = text.length <= 3 && box.face === 'it' && habits.textItalics && !inItalics(start, end, boxes);
  if (isProduct && (isSignBeside(before) || isSignBeside(after))) return 'may';
  if (text.length === 1 && ((left && before?.math) || (right && after?.math))) return 'may';
  if (box.face === 'rm' && right && after?.char === '(' && boxes[end + 1]?.math) return 'may';
  return 'text';
}

/** `a.`, `a)`, `A1` in bold are labels; a bracket or a number of another face or size is none of theirs. */
const isLabelEnd = (after: Box | undefined, letter: Box): boolean =>
  after !== undefined &&
  (after.char === '.' ||
    (/^[)\p{N}]$/u.test(after.char) && after.font === letter.font && after.size > 0.87 * letter.size));

const isSignBeside = (box: Box | undefined): boolean =>
  box !== undefined && (box.math || box.kind === 'rel' || box.kind === 'bin' || /^[()]$/.test(box.char));

/** An `a` before or after a relation is a variable, not an article. */
const besideSign = (start: number, end: number, boxes: readonly Box[]) =>
  boxes[start - 1]?.kind === 'rel' || boxes[end]?.kind === 'rel';

const boldLine = ({ boxes }: HostLine) => boxes.filter(({ face }) => face === 'bf').length > 0.5 * boxes.length;

/** Between words in italics, a letter is one of them. */
function inItalics(start: number, end: number, boxes: readonly Box[]): boolean {
  const neighbours = [...boxes.slice(Math.max(0, start - 8), start), ...boxes.slice(end, end + 8)].filter(
    ({ kind, math }) => kind === 'letter' && !math,
  );
  return (
    neighbours.filter(({ face }) => face === 'it').length > 0.6 * Math.max(1, neighbours.length) &&
    neighbours.length > 2
  );
}

/** A fraction's bar lies on the axis of its line. */
const isOverOrUnder = (rule: Rect, box: Box, line: HostLine) =>
  Math.abs(line.baseline - middleY(rule) - AXIS * line.size) < 0.12 * line.size &&
  middleX(box) > rule.x0 - 1 &&
  middleX(box) < rule.x1 + 1 &&
  Math.abs(middleY(box) - middleY(rule)) < 1.2 * line.size &&
  Math.abs(middleY(box) - middleY(rule)) > 0.15 * line.size;

/** A point between two digits that it touches is that of a number, whatever its face. */
function joinDecimals(items: Item[]): void {
  items.forEach((item, i) => {
    const [left, right] = [items[i - 1], items[i + 1]];
    if (!/^[.,]$/.test(item.box.char) || left?.box.kind !== 'digit' || right?.box.kind !== 'digit') return;
    const touches =
      item.box.x0 - left.box.x1 < TOUCHING * item.box.size && right.box.x0 - item.box.x1 < TOUCHING * item.box.size;
    if (touches) items[i] = { ...item, box: { ...item.box, kind: 'digit', face: 'rm' } };
  });
}

/** A raised or lowered part goes with its base: of a formula or of a number, not of a word. */
function raiseScripts(items: readonly Item[], line: HostLine): void {
  let base: Item | undefined;
  let right = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const { box } = item;
    if (!isSmall(box, line) || box.tall) base = item;
    else if (item.certainty !== 'sure')
      item.certainty = base && box.x0 - right < 0.4 * line.size ? scriptCertainty(item, base, line) : 'text';
    right = base === item ? box.x1 : Math.max(right, box.x1);
  }
}

function scriptCertainty({ box }: Item, base: Item, line: HostLine): Certainty {
  const raised = box.baseline < line.baseline - 0.15 * line.size;
  if (base.box.kind === 'digit' && box.kind === 'digit' && raised) return 'sure';
  return base.certainty === 'text' ? 'text' : 'may';
}

/** Brackets of a formula's own face, or right behind a letter of one. */
function isApplied(items: readonly Item[], start: number): boolean {
  const [before, bracket] = [items[start - 1]?.box, items[start]?.box];
  if (!bracket || bracket.math) return bracket?.math === true;
  return before?.math === true && bracket.x0 - before.x1 < TOUCHING * bracket.size;
}

/** Brackets whose partner stands beyond text are text's own. */
function settleBrackets(items: readonly Item[]): void {
  const open: number[] = [];
  items.forEach((item, i) => {
    if (/^[([]$/.test(item.box.char)) open.push(i);
    else if (/^[)\]]$/.test(item.box.char)) {
      const start = open.pop();
      const inside = start === undefined ? [] : items.slice(start + 1, i);
      if (start !== undefined && isApplied(items, start)) for (const each of inside) each.bound = true;
      const isText = start === undefined || inside.some(({ certainty }) => certainty === 'text');
      if (isText && !item.box.math && item.certainty !== 'sure') item.certainty = 'text';
      if (isText && start !== undefined && !items[start]!.box.math && items[start]!.certainty !== 'sure')
        items[start]!.certainty = 'text';
    }
  });
  for (const start of open)
    if (!items[start]!.box.math && items[start]!.certainty !== 'sure') items[start]!.certainty = 'text';
}

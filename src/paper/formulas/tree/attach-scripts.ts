/** The boxes of one line → bases with their sub- and superscripts. */
import type { Rect } from '../../../pdf/geometry.ts';
import { type Box, middleY } from '../glyphs/formula-box.ts';
import type { Compose } from './composed.ts';
import type { Scripted } from './write-row.ts';

/** Shares of the line's size: smaller boxes are scripts, once they are raised or lowered by so much. */
const SCRIPT = 0.87;
const RAISED = 0.12;
const LOWERED = 0.06;
const SAME_SIZE = 0.13;
/** Sizes of white from which a script stands before its base. */
const APART = 0.45;

interface Open {
  base: Box | null;
  over: Box[];
  under: Box[];
}

export function scripted(row: readonly Box[], compose: Compose): Scripted[] {
  const main = mainOf(row);
  if (!main) return [];
  const out: Open[] = [];
  for (const box of row) {
    const last = out.at(-1);
    const level = levelOf(box, main, last);
    if (level === null) out.push({ base: box, over: [], under: [] });
    else if (last) last[level].push(box);
    else out.push({ base: null, over: level === 'over' ? [box] : [], under: level === 'under' ? [box] : [] });
  }
  return out.map(({ base, over, under }) => ({
    base: base ?? emptyBase(row[0]!),
    scripts: written(over, under, compose),
  }));
}

type Level = 'over' | 'under';

/** Of the base's two scripts, that which the box stands in: its own, or that of the script which carries it. */
function levelOf(box: Box, main: Line, open: Open | undefined): Level | null {
  if (box.tall) return null;
  const side = sideOf(box, main);
  const carriers = (['over', 'under'] as const).flatMap((level) => {
    const found = open ? offFrom(box, open[level]) : null;
    return found === null ? [] : [{ level, off: found }];
  });
  const isSmall = box.size < SCRIPT * main.size;
  const nearest = isSmall ? carriers.toSorted((a, b) => a.off - b.off)[0] : undefined;
  return nearest?.level ?? side;
}

/** How far the box is from going on with a script, or from being the script of one of its parts; `null` when it is neither. */
function offFrom(box: Box, level: readonly Box[]): number | null {
  const like = level.findLast(
    (other) => Math.abs(other.size - box.size) < 0.1 && Math.abs(other.baseline - box.baseline) < 0.05 * box.size,
  );
  if (like && box.x0 - like.x1 < APART * box.size) return 0;
  const carrier = level.findLast((other) => isNested(box, other));
  return carrier ? Math.abs(middleY(box) - middleY(carrier)) : null;
}

const emptyBase = (box: Box): Box => ({ ...box, kind: 'ord', tex: '{}', face: null, char: '' });

interface Line {
  readonly size: number;
  readonly baseline: number;
}

function mainOf(row: readonly Box[]): Line | null {
  const level = row.filter(({ tall, kind }) => !tall && kind !== 'accent');
  const of = level.length > 0 ? level : row;
  if (of.length === 0) return null;
  const size = Math.max(...of.map((box) => box.size));
  const main = of.filter((box) => box.size > SCRIPT * size);
  const baselines = main.map((box) => box.baseline).toSorted((a, b) => a - b);
  return { size, baseline: baselines[baselines.length >> 1] ?? 0 };
}

function sideOf(box: Box, main: Line): Level | null {
  const raised = main.baseline - box.baseline;
  // The smallest size has scripts of its own size.
  const isSmall = box.size < SCRIPT * main.size;
  if (!isSmall && (box.face === null || Math.abs(raised) < SAME_SIZE * main.size)) return null;
  if (box.char === '′' && isSmall) return 'over';
  if (raised > RAISED * main.size) return 'over';
  return raised < -LOWERED * main.size ? 'under' : null;
}

/** Smaller than the script before it, and near it: a script's script. */
function isNested(box: Box, previous: Box): boolean {
  return (
    box.size < SCRIPT * previous.size &&
    Math.abs(middleY(box) - middleY(previous)) < 0.85 * previous.size &&
    box.x0 < previous.x1 + APART * previous.size
  );
}

const NONE: readonly Rect[] = [];

function written(over: readonly Box[], under: readonly Box[], compose: Compose): string {
  const low = under.length > 0 ? `_${grouped(compose(under, NONE))}` : '';
  if (over.length === 0) return low;
  if (over.every(({ char }) => char === '′')) return "'".repeat(over.length) + low;
  const high = `^${grouped(compose(over, NONE))}`;
  return low + high;
}

const grouped = (tex: string): string => (/^[A-Za-z0-9*+-]$/.test(tex) ? tex : `{${tex}}`);

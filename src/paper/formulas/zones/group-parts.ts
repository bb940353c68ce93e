/** Parts of displays → groups that are one formula each. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { type Box, middleY } from '../glyphs/formula-box.ts';
import type { HostLine } from './text-lines.ts';

/** Sizes of white between two lines of one formula. */
const APART = 1.05;
/** And between two of one line. */
const BESIDE = 5;

export interface Part extends Rect {
  readonly boxes: readonly Box[];
  readonly size: number;
}

/** Parts that stand over and beside each other, with no line of text between. */
export function grouped(parts: readonly Part[], hosts: readonly HostLine[], rules: readonly Rect[]): Part[][] {
  const groups: Part[][] = [];
  const bars: Part[] = rules
    .filter((rule) => rule.x1 - rule.x0 < 400)
    .map((rule) => ({ ...rule, boxes: [], size: 10 }));
  for (const part of [...parts, ...bars].toSorted((a, b) => a.y0 - b.y0)) {
    const near = groups.filter((group) =>
      group.some((other) => isNear(other, part) && !hosts.some((host) => divides(host, other, part))),
    );
    const joined = [...near.flat(), part];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  return groups.filter((group) => group.some(({ boxes }) => boxes.length > 0));
}

/** Sizes of white before a line that goes on with a relation or an operator. */
const BEFORE_SIGN = 2.2;

/** A line that begins with a relation or an operator goes on with the formula above it. */
export function withContinued(groups: readonly Part[][], hosts: readonly HostLine[]): Part[][] {
  const out: Part[][] = [];
  for (const group of groups.toSorted((a, b) => unite(a).y0 - unite(b).y0)) {
    const area = unite(group);
    const above = beginsWithSign(group)
      ? out.findLast((other) => {
          const before = unite(other);
          const white = area.y0 - before.y1;
          const isBelow =
            white > -2 && white < BEFORE_SIGN * sizeOf(group) && area.x0 < before.x1 && area.x1 > before.x0;
          return isBelow && !hosts.some((host) => divides(host, before, area));
        })
      : undefined;
    if (above) above.push(...group);
    else out.push([...group]);
  }
  return out;
}

const sizeOf = (group: readonly Part[]): number => Math.max(...group.map(({ size }) => size));

function beginsWithSign(group: readonly Part[]): boolean {
  const size = sizeOf(group);
  const main = group.flatMap(({ boxes }) => boxes).filter((box) => !box.tall && box.size > 0.87 * size);
  const first = main.reduce<Box | undefined>((a, b) => (a && a.x0 <= b.x0 ? a : b), undefined);
  return first?.kind === 'rel' || first?.kind === 'bin';
}

function isNear(a: Part, b: Part): boolean {
  const size = Math.max(a.size, b.size);
  const aside = Math.max(a.x0, b.x0) - Math.min(a.x1, b.x1);
  const apart = Math.max(a.y0, b.y0) - Math.min(a.y1, b.y1);
  if (apart < -0.2 * size) return aside < BESIDE * size;
  return apart < (aside < 0 ? APART : 0.25) * size && aside < 2.5 * size;
}

function divides(host: HostLine, a: Rect, b: Rect): boolean {
  const [top, bottom] = [Math.min(middleY(a), middleY(b)), Math.max(middleY(a), middleY(b))];
  const y = host.baseline - 0.25 * host.size;
  return y > top && y < bottom && Math.min(host.x1, Math.max(a.x1, b.x1)) > Math.max(host.x0, Math.min(a.x0, b.x0));
}

/** The boxes of a page → lines of running text, with what is raised and lowered in them, and what stands apart from all of them. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { type Box, middleY } from '../glyphs/formula-box.ts';
import { OPERATOR_NAMES } from '../glyphs/operator-names.ts';

export interface Segment extends Rect {
  readonly boxes: readonly Box[];
  readonly baseline: number;
  readonly size: number;
  /** Words of three letters and more that are no names of operators. */
  readonly words: number;
  /** Letters in those. */
  readonly lettersInWords: number;
}

export interface HostLine extends Rect {
  readonly baseline: number;
  readonly size: number;
  readonly words: number;
  readonly lettersInWords: number;
  readonly boxes: readonly Box[];
}

/** Sizes of white that divide two columns or cells, and of white beside a part that is raised. */
const GAP = 1.5;
const NEAR = 0.7;
/** Of a line's size: the middle of what belongs to the line is no further from its baseline. */
const ABOVE = 0.98;
const BELOW = 0.48;
const SCRIPT = 0.86;

export function textLines(boxes: readonly Box[]): { lines: HostLine[]; rest: Segment[] } {
  const segments = segmentsOf(boxes);
  const hosts = segments
    .filter((segment) => isHost(segment) && !isSubscript(segment, segments))
    .toSorted((a, b) => b.size - a.size || b.words - a.words);
  const free = new Set(segments);
  const lines: HostLine[] = [];
  const byHeight = segments.toSorted((a, b) => a.baseline - b.baseline);
  for (const host of hosts) {
    if (!free.delete(host)) continue;
    lines.push(grown(host, byHeight, free));
  }
  return {
    lines: lines.toSorted((a, b) => a.baseline - b.baseline),
    rest: byHeight.filter((segment) => free.has(segment)),
  };
}

/** Lines without words: the longest stretches of full size, each with what stands beside it. */
export function wordlessLines(boxes: readonly Box[]): HostLine[] {
  const segments = segmentsOf(boxes);
  const size = Math.max(...boxes.map((box) => (box.tall ? 0 : box.size)));
  const hosts = segments.filter((segment) => segment.size > SCRIPT * size && !segment.boxes[0]?.tall);
  const free = new Set(segments);
  const lines: HostLine[] = [];
  for (const host of hosts.toSorted((a, b) => b.boxes.length - a.boxes.length)) {
    if (free.delete(host)) lines.push(grown(host, segments, free));
  }
  return lines;
}

export const isHost = ({ words, lettersInWords, boxes }: Segment): boolean =>
  words >= 2 || (words === 1 && lettersInWords > 0.45 * boxes.length);

/** A word in small print at the foot of larger letters (`E_kin`). */
const isSubscript = (word: Segment, segments: readonly Segment[]): boolean =>
  word.words <= 2 &&
  segments.some(
    (other) =>
      word.size < SCRIPT * other.size &&
      Math.abs(word.x0 - other.x1) < 0.6 * other.size + (other.x1 > word.x0 ? other.x1 - word.x0 : 0) &&
      other.x0 < word.x0 &&
      Math.abs(middleY(word) - other.baseline) < 0.7 * other.size &&
      other.boxes.some((box) => Math.abs(box.x1 - word.x0) < 0.2 * other.size),
  );

/** The host with all that stands beside it in its height; what is taken leaves `free`. */
function grown(host: Segment, segments: readonly Segment[], free: Set<Segment>): HostLine {
  const { baseline, size } = host;
  const parts = [host];
  let area: Rect = host;
  const near = segments.filter((segment) => {
    const y = middleY(segment);
    return (
      free.has(segment) &&
      y > baseline - ABOVE * size &&
      y < baseline + BELOW * size &&
      segment.size < 1.4 * size &&
      (!isHost(segment) ||
        Math.abs(segment.baseline - baseline) < 0.1 * size ||
        (segment.size < SCRIPT * size && segment.words <= 2))
    );
  });
  for (let grew = true; grew; ) {
    grew = false;
    for (const segment of near) {
      if (!free.has(segment) || Math.max(segment.x0 - area.x1, area.x0 - segment.x1) > NEAR * size) continue;
      free.delete(segment);
      parts.push(segment);
      area = unite([area, segment]);
      grew = true;
    }
  }
  return {
    ...area,
    baseline,
    size,
    words: parts.reduce((sum, part) => sum + part.words, 0),
    lettersInWords: parts.reduce((sum, part) => sum + part.lettersInWords, 0),
    boxes: parts.flatMap((part) => part.boxes).toSorted((a, b) => a.x0 - b.x0 || a.order - b.order),
  };
}

function segmentsOf(boxes: readonly Box[]): Segment[] {
  const segments: Segment[] = [];
  const level = boxes
    .filter(({ tall, kind }) => !tall && kind !== 'piece' && kind !== 'accent')
    .toSorted((a, b) => a.baseline - b.baseline);
  let row: Box[] = [];
  const close = () => {
    segments.push(...split(row));
    row = [];
  };
  for (const box of level) {
    const first = row[0];
    if (first && box.baseline - first.baseline > 0.07 * box.size) close();
    row.push(box);
  }
  close();
  const others = boxes.filter(({ tall, kind }) => tall || kind === 'piece' || kind === 'accent');
  return [...segments, ...others.map((box) => segmentOf([box]))];
}

function split(row: readonly Box[]): Segment[] {
  const parts: Box[][] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const box of row.toSorted((a, b) => a.x0 - b.x0)) {
    const last = parts.at(-1);
    if (
      last &&
      box.x0 - right < GAP * Math.max(box.size, last[0]?.size ?? 0) &&
      Math.abs(box.size - last[0]!.size) < 0.35 * box.size
    )
      last.push(box);
    else parts.push([box]);
    right = Math.max(right, box.x1);
  }
  return parts.map(segmentOf);
}

function segmentOf(boxes: readonly Box[]): Segment {
  const size = Math.max(...boxes.map((box) => box.size));
  const words = wordsIn(boxes).filter((word) => word.length >= 3 && !OPERATOR_NAMES.has(word));
  return {
    ...unite(boxes),
    boxes,
    baseline: boxes[0]!.baseline,
    size,
    words: words.length,
    lettersInWords: words.join('').length,
  };
}

/** Letters of text faces that touch. */
export function wordsIn(boxes: readonly Box[]): string[] {
  const words: string[] = [];
  let last: Box | null = null;
  for (const box of boxes) {
    if (box.kind !== 'letter' || box.math) {
      last = null;
      continue;
    }
    if (last && box.x0 - last.x1 < 0.14 * box.size) words[words.length - 1] += box.char;
    else words.push(box.char);
    last = box;
  }
  return words;
}

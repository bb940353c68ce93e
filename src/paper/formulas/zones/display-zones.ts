/** What of a page stands apart from running text → displayed formulas, each with its number. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { type Box, middleX, middleY } from '../glyphs/formula-box.ts';
import { OPERATOR_NAMES } from '../glyphs/operator-names.ts';
import { grouped, type Part, withContinued } from './group-parts.ts';
import { type Column, columnOf } from './text-column.ts';
import { type HostLine, type Segment, wordlessLines, wordsIn } from './text-lines.ts';

export interface DisplayZone extends Rect {
  readonly boxes: readonly Box[];
  /** As printed, without its brackets. */
  readonly number: string | null;
  /** Boxes of the number. */
  readonly numberBoxes: readonly Box[];
}

const NUMBER = /^[([]([A-Z]{0,2}\.?\d{1,3}(?:[.-]\d{1,3})*[a-z]?[′*]*|[*†‡]+)[)\]]$/;

export function displayZones(
  lines: readonly HostLine[],
  rest: readonly Segment[],
  rules: readonly Rect[],
): { zones: DisplayZone[]; hosts: HostLine[] } {
  const hosts: HostLine[] = [];
  const parts: Part[] = [];
  const numbers: Part[] = [];
  for (const line of lines) {
    const column = columnOf(line, lines);
    if (column && (isDisplayed(line, column, lines) || isEmbraced(line, rest)))
      parts.push(...splitNumber(line, column, numbers));
    else hosts.push(line);
  }
  for (const segment of rest) {
    const column = columnOf(segment, lines);
    if (isNumber(segment) && (!column || isAtMargin(segment, column))) numbers.push(segment);
    else if (column && isLastLine(segment, column, hosts)) hosts.push(asLine(segment));
    else parts.push(...(column ? splitNumber(segment, column, numbers) : [segment]));
  }
  const taken = new Set<Part>();
  const zones: DisplayZone[] = [];
  for (const group of withContinued(grouped(parts, hosts, rules), hosts)) {
    const zone = zoneOf(group, numbers, taken);
    const column = columnOf(zone, lines);
    if (isFormula(zone, column)) zones.push(zone);
    else hosts.push(...wordlessLines(zone.boxes));
  }
  return { zones, hosts };
}

const textOf = ({ boxes }: { boxes: readonly Box[] }): string => boxes.map(({ char }) => char).join('');

const isNumber = (part: Part) => NUMBER.test(textOf(part)) && part.boxes.every((box) => !box.math || box.face !== 'it');

const isAtMargin = (part: Rect, column: Column) => part.x1 > column.right - 14 || part.x0 < column.left + 8;

/** The number that stands at the end of a line, further away than its parts from each other. */
function splitNumber(part: Part, column: Column, numbers: Part[]): Part[] {
  const boxes = part.boxes.toSorted((a, b) => a.x0 - b.x0);
  for (const start of boxes.keys()) {
    const tail = boxes.slice(start);
    if (tail.length > 12 || !/^[([]$/.test(tail[0]!.char)) continue;
    const gap = start === 0 ? 99 : tail[0]!.x0 - Math.max(...boxes.slice(0, start).map((box) => box.x1));
    const number = partOf(tail, part.size);
    if (gap < 0.72 * part.size || !isNumber(number) || !isAtMargin(number, column)) continue;
    numbers.push(number);
    return start > 0 ? [partOf(boxes.slice(0, start), part.size)] : [];
  }
  return [part];
}

const partOf = (boxes: readonly Box[], size: number): Part => ({ ...unite(boxes), boxes, size });

const asLine = (part: Part): HostLine => ({
  ...unite(part.boxes),
  baseline: mostBaseline(part.boxes),
  size: part.size,
  words: 0,
  lettersInWords: 0,
  boxes: part.boxes.toSorted((a, b) => a.x0 - b.x0),
});

const mostBaseline = (boxes: readonly Box[]): number => {
  const size = Math.max(...boxes.map((box) => (box.tall ? 0 : box.size)));
  return (boxes.find((box) => !box.tall && box.size > 0.9 * size) ?? boxes[0])?.baseline ?? 0;
};

/** Of the signs of a line, the share that stands in formulas for certain. */
const mathShare = ({ boxes }: { boxes: readonly Box[] }) =>
  boxes.filter((box) => box.math || /^[=+<>∑∏∫]$/.test(box.char) || box.kind === 'digit' || /^[()[\]]$/.test(box.char))
    .length / Math.max(1, boxes.length);

const sureShare = ({ boxes }: { boxes: readonly Box[] }) =>
  boxes.filter((box) => box.math || /^[=+]$/.test(box.char)).length / Math.max(1, boxes.length);

/** A line with words in it that is set as a formula: in from both margins, and more signs than words. */
function isDisplayed(line: HostLine, column: Column, lines: readonly HostLine[]): boolean {
  const share = mathShare(line);
  if (sureShare(line) < 0.12) return false;
  const [left, right] = [line.x0 - column.left, column.right - line.x1];
  const em = line.size;
  const centred = Math.abs(left - right) < 2 * em && left > 1.5 * em;
  const numbered = left > 1.5 * em && NUMBER.test(tailOf(line));
  if (!(centred || numbered)) return share > 0.72 && left > 2 * em && right > 2 * em;
  const loose = gapAround(line, lines) > 1.35 * em;
  return share > (loose ? 0.33 : 0.5) && line.lettersInWords < 0.62 * line.boxes.length;
}

function tailOf({ boxes }: HostLine): string {
  const text = boxes
    .toSorted((a, b) => a.x0 - b.x0)
    .map(({ char }) => char)
    .join('');
  return text.slice(Math.max(text.lastIndexOf('('), text.lastIndexOf('[')));
}

/** Beside a tall brace: words in a case of a formula. */
const isEmbraced = (line: HostLine, rest: readonly Segment[]): boolean =>
  line.words <= 4 &&
  rest.some(
    ({ boxes: [brace], x1, y0, y1, size }) =>
      brace?.tall === true &&
      brace.kind === 'open' &&
      y1 - y0 > 1.7 * size &&
      middleY(line) > y0 &&
      middleY(line) < y1 &&
      line.x0 > x1 - 2 &&
      line.x0 < x1 + 2 * size,
  );

/** The lesser distance of baselines to the lines of text above and below. */
function gapAround(line: HostLine, lines: readonly HostLine[]): number {
  const others = lines.filter((other) => other !== line && Math.min(other.x1, line.x1) > Math.max(other.x0, line.x0));
  const steps = others
    .map((other) => Math.abs(other.baseline - line.baseline))
    .filter((step) => step > 0.3 * line.size);
  return Math.min(99, ...steps);
}

/** A paragraph's last few signs begin where its lines do. */
function isLastLine(segment: Segment, column: Column, hosts: readonly HostLine[]): boolean {
  const em = segment.size;
  if (segment.x1 > column.right - 2 * em) return false;
  return hosts.some((host) => {
    const step = segment.baseline - host.baseline;
    return (
      step > 0.8 * em &&
      step < 1.45 * em &&
      Math.abs(segment.x0 - host.x0) < 0.3 * em &&
      host.x1 > column.right - 4 * em &&
      Math.abs(host.size - em) < 0.2 * em
    );
  });
}

function zoneOf(group: readonly Part[], numbers: readonly Part[], taken: Set<Part>): DisplayZone {
  const boxes = group.flatMap((part) => part.boxes);
  const area = unite(boxes);
  const beside = numbers.filter(
    (number) =>
      !taken.has(number) &&
      middleY(number) > area.y0 - 4 &&
      middleY(number) < area.y1 + 4 &&
      (number.x0 > area.x1 - 2 || number.x1 < area.x0 + 2) &&
      Math.max(number.x0 - area.x1, area.x0 - number.x1) < 330,
  );
  for (const number of beside) taken.add(number);
  const texts = beside.toSorted((a, b) => a.y0 - b.y0).map((number) => textOf(number).replace(/^[([]|[)\]]$/g, ''));
  return {
    ...area,
    boxes,
    number: texts.length > 0 ? texts.join(', ') : null,
    numberBoxes: beside.flatMap((number) => number.boxes),
  };
}

/** More than stray signs: what a formula is made of, in from the margin or in the middle. */
function isFormula(zone: DisplayZone, column: Column | null): boolean {
  const sure = zone.boxes.filter((box) => box.math || /^[=+]$/.test(box.char)).length;
  if (sure === 0 || zone.boxes.length < 3) return false;
  if (!column) return zone.number !== null || sure > 4;
  const em = Math.max(...zone.boxes.map(({ size }) => size));
  const [left, right] = [zone.x0 - column.left, column.right - zone.x1];
  if (zone.number !== null) return true;
  if (Math.abs(left - right) > 2 * em && startsWithWord(zone.boxes)) return false;
  return (
    left > 1 * em ||
    middleX(zone) > column.left + 0.4 * (column.right - column.left) ||
    (left > -em && right > em && zone.y1 - zone.y0 > 1.6 * em)
  );
}

/** A line of an algorithm or of a list, perhaps after its number. */
function startsWithWord(boxes: readonly Box[]): boolean {
  const size = Math.max(...boxes.map((box) => (box.tall ? 0 : box.size)));
  const main = boxes.filter((box) => !box.tall && box.size > 0.87 * size);
  const top = Math.min(...main.map((box) => box.baseline));
  const row = main.filter((box) => box.baseline - top < 0.3 * size).toSorted((a, b) => a.x0 - b.x0);
  const start = row.findIndex((box, i) => box.kind !== 'digit' && !(i > 0 && /^[.:)]$/.test(box.char)));
  const word = wordsIn(row.slice(start, start + 8))[0] ?? '';
  const first = row[start];
  // `1.`, `2)`: an item of a list.
  if (start > 0 && /^[.)]$/.test(row[start - 1]?.char ?? '')) return true;
  return (
    first !== undefined &&
    first.kind === 'letter' &&
    !first.math &&
    first.face !== 'it' &&
    word.length >= 2 &&
    !OPERATOR_NAMES.has(word)
  );
}

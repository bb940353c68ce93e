/** The glyphs and rules of a page → its formulas, as LaTeX, with the glyphs that each takes. */
import { heightOf, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import type { ShownGlyph } from '../../pdf/run-builder.ts';
import { type Box, middleX, middleY } from './glyphs/formula-box.ts';
import { boxOfGlyph } from './glyphs/read-glyphs.ts';
import { composeRows } from './tree/compose.ts';
import type { Habits } from './zones/certainty.ts';
import { displayZones } from './zones/display-zones.ts';
import { inlineZones } from './zones/inline-zones.ts';
import { type HostLine, textLines } from './zones/text-lines.ts';

export interface FoundFormula extends Rect {
  readonly kind: 'inline' | 'display';
  readonly latex: string;
  /** As printed, without its brackets. */
  readonly number: string | null;
  /** Indices of its glyphs, its number's among them: one list for each line of text that it stands in. */
  readonly glyphs: readonly (readonly number[])[];
  /** Of its last line. */
  readonly baseline: number;
  readonly size: number;
  /** 0 to 1. */
  readonly confidence: number;
}

export function findFormulas(glyphs: readonly ShownGlyph[], rules: readonly Rect[]): FoundFormula[] {
  const boxes = glyphs.flatMap((glyph, i) =>
    glyph.look.angle === 0 && !glyph.look.hidden ? (boxOfGlyph(glyph, i) ?? []) : [],
  );
  if (!boxes.some(({ math }) => math)) return [];
  const { lines, rest } = textLines(boxes);
  const { zones, hosts } = displayZones(lines, rest, rules);
  const habits = habitsOf(boxes, lines);
  return [...zones.map((zone) => display(zone, rules)), ...inlineFormulas(hosts, rules, habits)];
}

export const isRule = (box: Rect): boolean => heightOf(box) < 1.6 && widthOf(box) > 2;

function display(
  zone: { boxes: readonly Box[]; numberBoxes: readonly Box[]; number: string | null },
  rules: readonly Rect[],
): FoundFormula {
  const area = unite(zone.boxes);
  const rows = written(zone.boxes, rulesIn(area, rules));
  const latex = rows.length > 1 ? `\\begin{gathered} ${rows.join(' \\\\ ')} \\end{gathered}` : (rows[0] ?? '');
  const size = Math.max(...zone.boxes.map((box) => box.size));
  return {
    ...area,
    kind: 'display',
    latex,
    number: zone.number,
    glyphs: [[...zone.boxes, ...zone.numberBoxes].map(({ order }) => order)],
    baseline: area.y1,
    size,
    confidence: confidenceOf(zone.boxes, latex),
  };
}

interface InlineZone {
  readonly boxes: readonly Box[];
  readonly line: HostLine;
}

/** A formula that a line's end breaks goes on at the next one's begin. */
function inlineFormulas(hosts: readonly HostLine[], rules: readonly Rect[], habits: Habits): FoundFormula[] {
  const perLine = hosts.map((line) => ({
    line,
    zones: inlineZones(line, rules, habits).map((boxes): InlineZone => ({ boxes, line })),
  }));
  const chains: InlineZone[][] = [];
  const open = new Map<HostLine, InlineZone[]>();
  for (const { line, zones } of perLine.toSorted((a, b) => a.line.baseline - b.line.baseline)) {
    const above = nextAbove(line, [...open.keys()]);
    zones.forEach((zone, i) => {
      const broken = i === 0 && above ? open.get(above) : undefined;
      const last = broken?.at(-1);
      const chain = broken && last && goesOn(last, zone) ? broken : [];
      if (chain.length === 0) chains.push(chain);
      chain.push(zone);
      if (i === zones.length - 1 && endsLine(zone)) open.set(line, chain);
    });
  }
  return chains.map((chain) => inline(chain, rules));
}

function nextAbove(line: HostLine, others: readonly HostLine[]): HostLine | undefined {
  return others
    .filter(
      (other) =>
        line.baseline - other.baseline > 0.5 * line.size &&
        line.baseline - other.baseline < 2.2 * line.size &&
        Math.min(line.x1, other.x1) > Math.max(line.x0, other.x0),
    )
    .toSorted((a, b) => b.baseline - a.baseline)[0];
}

const endsLine = ({ boxes, line }: InlineZone) => Math.max(...boxes.map(({ x1 }) => x1)) > line.x1 - 0.1 * line.size;
const beginsLine = ({ boxes, line }: InlineZone) => Math.min(...boxes.map(({ x0 }) => x0)) < line.x0 + 0.1 * line.size;

/** TeX breaks a formula after a relation or an operator, or after a comma that the author allows. */
function goesOn(before: InlineZone, after: InlineZone): boolean {
  if (!endsLine(before) || !beginsLine(after)) return false;
  const end = before.boxes.reduce((a, b) => (b.x1 > a.x1 ? b : a));
  return end.kind === 'rel' || end.kind === 'bin';
}

function inline(chain: readonly InlineZone[], rules: readonly Rect[]): FoundFormula {
  const rows = chain.flatMap(({ boxes }) => written(boxes, rulesIn(unite(boxes), rules)));
  const last = chain.at(-1)!;
  const latex = rows.join(' ');
  const confidence = confidenceOf(
    chain.flatMap(({ boxes }) => boxes),
    latex,
  );
  return {
    ...unite(last.boxes),
    kind: 'inline',
    latex,
    confidence,
    number: null,
    glyphs: chain.map(({ boxes }) => boxes.map(({ order }) => order)),
    baseline: last.line.baseline,
    size: last.line.size,
  };
}

function written(boxes: readonly Box[], rules: readonly Rect[]): string[] {
  try {
    return composeRows(boxes, rules);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const rulesIn = (area: Rect, rules: readonly Rect[]): Rect[] =>
  rules.filter(
    (rule) =>
      middleX(rule) > area.x0 - 1 &&
      middleX(rule) < area.x1 + 1 &&
      middleY(rule) > area.y0 - 4 &&
      middleY(rule) < area.y1 + 4,
  );

function habitsOf(boxes: readonly Box[], lines: readonly HostLine[]): Habits {
  const italics = boxes.filter((box) => box.math && box.face === 'it' && /^[A-Za-z]$/.test(box.char)).length;
  const counts = new Map<string, number>();
  let alone = 0;
  for (const { boxes: line } of lines) {
    for (const [i, box] of line.entries()) {
      if (box.kind !== 'letter' || box.math) continue;
      counts.set(box.font, (counts.get(box.font) ?? 0) + 1);
      if (
        box.face === 'it' &&
        box.char !== 'a' &&
        !isLetterBeside(line[i - 1], box) &&
        !isLetterBeside(line[i + 1], box)
      )
        alone++;
    }
  }
  const all = counts.values().reduce((sum, count) => sum + count, 0);
  const textFonts = new Set([...counts].filter(([, count]) => count > 0.05 * all).map(([font]) => font));
  return { textItalics: italics === 0 || alone > 2 * italics, textFonts };
}

/** Of the same word. */
const isLetterBeside = (other: Box | undefined, box: Box): boolean =>
  other !== undefined &&
  other.kind === 'letter' &&
  !other.math &&
  Math.max(box.x0 - other.x1, other.x0 - box.x1) < 0.14 * box.size;

/** What a formula's signs and its LaTeX say of how well it was understood. */
function confidenceOf(boxes: readonly Box[], latex: string): number {
  if (latex === '' || !isBalanced(latex)) return 0;
  const unknown = boxes.filter(({ kind }) => kind === 'unknown' || kind === 'stroke').length;
  return Math.max(0, 1 - (4 * unknown) / Math.max(4, boxes.length));
}

/** Braces match, and nothing in it could end the formula. */
export function isBalanced(latex: string): boolean {
  let depth = 0;
  for (const [sign] of latex.matchAll(/\\[\s\S]|[{}$]/g)) {
    if (sign === '$') return false;
    if (sign === '{') depth++;
    else if (sign === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

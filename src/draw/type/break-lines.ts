/** Atoms → lines of a given width. */

import { type Atom, type AtomPart, lettersOf, widthOf } from './atoms.ts';
import type { Line, Piece } from './broken-line.ts';

export interface Measure {
  readonly size: number;
  readonly leading: number;
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
}

/** Lines from the block's top left, and how high they stand together. */
export interface SetLines {
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Of Arimo, as shares of the size; the part of the leading beyond them is shared above and below. */
const ASCENT = 0.905;
const DESCENT = 0.212;

export function breakLines(atoms: readonly Atom[], { size, leading, width, align }: Measure): SetLines {
  let top = 0;
  let widest = 0;
  const lines = fill(atoms, width / size).map((line): Line => {
    const ink = inkOf(line) * size;
    // A formula in the text may stand higher than the text, and pushes the lines apart.
    const [above, below] = extentOf(line);
    const baseline = top + Math.max(leading / 2 + ((ASCENT - DESCENT) / 2) * size, above * size);
    top = Math.max(top + leading, baseline + below * size);
    widest = Math.max(widest, ink);
    const x = align === 'left' ? 0 : (width - ink) / (align === 'center' ? 2 : 1);
    return { x, baseline, width: ink, pieces: piecesOf(line, size) };
  });
  return { lines, width: widest, height: top };
}

/** As few lines as there must be, the longest as short as it can be. */
export function breakEvenly(atoms: readonly Atom[], measure: Measure): SetLines {
  const { size, width } = measure;
  const count = fill(atoms, width / size).length;
  let narrow = width;
  while (narrow > width / 2 && fill(atoms, (narrow - size) / size).length === count) narrow -= size;
  const set = breakLines(atoms, { ...measure, width: narrow });
  const offset = (width - narrow) * { left: 0, center: 0.5, right: 1 }[measure.align];
  return { ...set, lines: set.lines.map((line) => ({ ...line, x: line.x + offset })) };
}

function fill(atoms: readonly Atom[], width: number): Atom[][] {
  const lines: Atom[][] = [];
  let line: Atom[] = [];
  let used = 0;
  const close = () => {
    if (line.length > 0) lines.push(line);
    line = [];
    used = 0;
  };
  for (const atom of atoms.flatMap((each) => (each.inkWidth > width ? lettersOf(each) : [each]))) {
    if (used + atom.inkWidth > width + 1e-6) close();
    line.push(atom);
    used += atom.width;
    if (atom.endsLine) close();
  }
  close();
  return lines;
}

const inkOf = (line: readonly Atom[]): number =>
  line.reduce((sum, atom, i) => sum + (i === line.length - 1 ? atom.inkWidth : atom.width), 0);

function extentOf(line: readonly Atom[]): [number, number] {
  const formulas = line.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'formula' ? part.formula : [])));
  const air = 0.08;
  return [
    Math.max(0, ...formulas.map(({ height }) => height + air)),
    Math.max(0, ...formulas.map(({ depth }) => depth + air)),
  ];
}

function piecesOf(line: readonly Atom[], size: number): Piece[] {
  const pieces: Piece[] = [];
  let x = 0;
  for (const part of joined(line.flatMap(({ parts }) => parts))) {
    const width = part.widths * size;
    if (part.kind === 'formula') pieces.push({ kind: 'formula', x, width, size, formula: part.formula });
    else {
      const { text, face, scale, raise } = part;
      pieces.push({ kind: 'run', text, x, width, face, size: size * scale, raise: raise * size });
    }
    x += width;
  }
  return trimmed(pieces);
}

/** Neighbours that look the same are one piece; its width is that of its atoms, as they were measured. */
function joined(parts: readonly AtomPart[]): (AtomPart & { widths: number })[] {
  const all: (AtomPart & { widths: number })[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    const isSame = part.kind === 'run' && last?.kind === 'run' && last.face === part.face && last.raise === part.raise;
    if (isSame) all[all.length - 1] = { ...last, text: last.text + part.text, widths: last.widths + widthOf(part) };
    else all.push({ ...part, widths: widthOf(part) });
  }
  return all;
}

/** Spaces at a line's end are no ink. */
function trimmed(pieces: Piece[]): Piece[] {
  const last = pieces.at(-1);
  if (last?.kind !== 'run' || !last.text.endsWith(' ')) return pieces;
  const text = last.text.trimEnd();
  const spaces = widthOf({ kind: 'run', text: ' ', face: last.face, scale: 1, raise: 0 }) * last.size;
  const kept = { ...last, text, width: last.width - spaces * (last.text.length - text.length) };
  return text === '' ? pieces.slice(0, -1) : [...pieces.slice(0, -1), kept];
}

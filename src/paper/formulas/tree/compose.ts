/** The boxes and rules of a formula → its LaTeX: from the smallest structures to the whole. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { Box } from '../glyphs/formula-box.ts';
import { placeAccents } from './accents.ts';
import { scripted } from './attach-scripts.ts';
import type { Compose } from './composed.ts';
import { rowsOf } from './formula-rows.ts';
import { gridsIn } from './grids.ts';
import { setBeside } from './integrals.ts';
import { joinDots, joinOverprints, joinPieces } from './join-pieces.ts';
import { setRules } from './ruled.ts';
import { setLimits } from './set-limits.ts';
import { writeRow } from './write-row.ts';

/** Formulas nested deeper are broken or hostile. */
const DEEPEST = 24;

/** @throws RangeError when parts stand in each other more deeply than any formula does */
export function compose(boxes: readonly Box[], rules: readonly Rect[], depth = 0): string {
  return composeRows(boxes, rules, depth).join(' \\\\ ');
}

/** One string a line. */
export function composeRows(boxes: readonly Box[], rules: readonly Rect[], depth = 0): string[] {
  if (depth > DEEPEST) throw new RangeError('a formula nests too deeply');
  const inner: Compose = (part, lines) => compose(part, lines, depth + 1);
  let parts = joinOverprints(joinDots(joinPieces(boxes)));
  parts = placeAccents(parts);
  parts = setLimits(parts, rules, inner);
  parts = setBeside(parts, inner);
  parts = setRules(parts, rules, inner);
  parts = gridsIn(parts, inner);
  return rowsOf(parts).map((row) => writeRow(scripted(row, inner)));
}

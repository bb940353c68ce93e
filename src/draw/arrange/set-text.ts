/** Words → a block of lines in the look of its box. */

import type { TextBlock, TextRole } from '../page/poster-drawing.ts';
import { atomsOf, type Typesetting } from '../type/atoms.ts';
import { breakEvenly, breakLines } from '../type/break-lines.ts';
import type { Inline } from '../type/inline.ts';
import { PLAIN } from '../type/typeface.ts';
import type { TypeScale } from './type-scale.ts';
import { sizeOf } from './type-scale.ts';

export interface TextSetting {
  readonly role: TextRole;
  readonly words: readonly Inline[];
  readonly width: number;
  readonly scale: Pick<TypeScale, 'body' | 'floor'>;
  readonly colour: string;
  readonly ground: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly bold?: boolean;
  /** From the left edge of the column to the text, with the marker in between. */
  readonly indent?: number;
  readonly marker?: string | null;
  /** Lines of about the same length, as titles are broken. */
  readonly isEven?: boolean;
}

export function setText(setting: TextSetting, typesetting: Typesetting): TextBlock {
  const {
    role,
    words,
    width,
    scale,
    colour,
    ground,
    align = 'left',
    bold = false,
    indent = 0,
    marker = null,
  } = setting;
  const { size, leading } = sizeOf(role, scale);
  const inner = width - indent;
  const breakAt = setting.isEven ? breakEvenly : breakLines;
  const { lines, height } = breakAt(atomsFor(words, bold, typesetting), { size, leading, width: inner, align });
  const area = { x: indent, y: 0, width: inner, height };
  const [first] = lines;
  const sign = marker === null || !first ? null : markerLine(marker, size, leading, typesetting);
  const placed =
    sign && first ? { ...sign, x: -Math.max(sign.width + size * 0.35, size * 0.95), baseline: first.baseline } : null;
  return { kind: 'text', role, area, align, size, leading, colour, ground, marker: placed, lines };
}

function markerLine(text: string, size: number, leading: number, typesetting: Typesetting) {
  const words: Inline[] = [{ kind: 'text', text, style: PLAIN, shift: null }];
  const { lines } = breakLines(atomsFor(words, false, typesetting), { size, leading, width: size * 9, align: 'left' });
  return lines[0] ?? null;
}

const measured = new WeakMap<readonly Inline[], Map<boolean, ReturnType<typeof atomsOf>>>();

/** The same words are set at many sizes until they fit: they are measured once, at a size of one. */
export function atomsFor(
  words: readonly Inline[],
  bold: boolean,
  typesetting: Typesetting,
): ReturnType<typeof atomsOf> {
  const known = measured.get(words) ?? new Map<boolean, ReturnType<typeof atomsOf>>();
  measured.set(words, known);
  const atoms = known.get(bold) ?? atomsOf(words, bold, typesetting);
  known.set(bold, atoms);
  return atoms;
}

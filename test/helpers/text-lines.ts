/** Lines for tests, as a page of 10 point text would give them. */
import type { TextLine } from '../../src/paper/lines/text-line.ts';

export function textLineAt(x0: number, baseline: number, text: string, look: Partial<TextLine> = {}): TextLine {
  const size = look.size ?? 10;
  return {
    page: 1,
    order: 0,
    text,
    x0,
    x1: x0 + 0.5 * size * text.length,
    y0: baseline - 0.75 * size,
    y1: baseline + 0.22 * size,
    baseline,
    size,
    bold: false,
    italic: false,
    mono: false,
    uniform: true,
    lead: null,
    boldLead: false,
    math: 0,
    raisedStart: false,
    font: 'Body',
    colour: '#000000',
    angle: 0,
    breaks: [],
    spaces: [],
    ...look,
  };
}

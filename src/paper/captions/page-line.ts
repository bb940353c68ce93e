import type { Line } from '../line.ts';
import { type TextLine, textLine } from '../text-line.ts';

/** What captions and figures need to know of a line; boxes in points. */
export interface PageLine extends Pick<TextLine, 'x0' | 'y0' | 'x1' | 'y1' | 'page' | 'text' | 'baseline' | 'size'> {
  readonly bold: boolean;
  readonly italic: boolean;
  /** The emphasised beginning of a line that goes on in plain text. */
  readonly lead: string | null;
  /** Degrees, counterclockwise; 0 for level text. */
  readonly angle: number;
}

/** The line boiled down; `line` leads back to it. */
export interface PageLineOf extends PageLine {
  readonly line: Line;
}

export function pageLine(line: Line): PageLineOf {
  const { x0, y0, x1, y1, page, text, baseline, size, bold, italic, lead } = textLine(line);
  return { x0, y0, x1, y1, page, text, baseline, size, bold, italic, lead, angle: Math.round(line.angle), line };
}

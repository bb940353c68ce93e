/** Pages printed sideways (wide tables, mostly), turned so that their text is level, and places turned back. */
import type { PageGraphics } from '../../pdf/drawing.ts';
import type { Rect } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import type { RunLook, ShownGlyph } from '../../pdf/run-builder.ts';

/** Degrees, counterclockwise, by which the page's text is turned. */
export type Turn = 0 | 90 | -90;

interface Upright extends Pick<PageContent, 'width' | 'height' | 'runs' | 'glyphs' | 'graphics'> {
  readonly turn: Turn;
}

/** Share of the characters that must be turned for the page to be. */
const MOST = 0.6;

/** The page with its text level; its width and height change places when it was sideways. */
export function upright(content: PageContent): Upright {
  const { width, height, runs, glyphs, graphics } = content;
  const turn = turnOf(runs);
  if (turn === 0) return { width, height, runs, glyphs, graphics, turn };
  const place = <T extends { x: number; baseline: number }>(shown: T): T => {
    const [x, baseline] = turn === 90 ? [height - shown.baseline, shown.x] : [shown.baseline, width - shown.x];
    return { ...shown, x, baseline };
  };
  const looks = new Map<RunLook, RunLook>();
  return {
    width: height,
    height: width,
    runs: runs.map((run) => ({ ...place(run), angle: run.angle - turn })),
    glyphs: glyphs.map((glyph) => ({ ...place(glyph), look: turnedLook(glyph, turn, looks) })),
    graphics: turned(graphics, turn, content),
    turn,
  };
}

function turnedLook({ look }: ShownGlyph, turn: 90 | -90, known: Map<RunLook, RunLook>): RunLook {
  const seen = known.get(look);
  if (seen) return seen;
  const angle = look.angle - turn;
  const radians = (angle * Math.PI) / 180;
  const placed = { ...look, angle, cos: Math.cos(radians), sin: Math.sin(radians) };
  known.set(look, placed);
  return placed;
}

function turned({ drawings, forms }: PageGraphics, turn: 90 | -90, page: { width: number; height: number }) {
  const place = ({ x0, y0, x1, y1 }: Rect): Rect =>
    turn === 90
      ? { x0: page.height - y1, x1: page.height - y0, y0: x0, y1: x1 }
      : { x0: y0, x1: y1, y0: page.width - x1, y1: page.width - x0 };
  return { drawings: drawings.map((drawing) => ({ ...drawing, box: place(drawing.box) })), forms: forms.map(place) };
}

function turnOf(runs: readonly GlyphRun[]): Turn {
  const characters = new Map<number, number>();
  let all = 0;
  for (const { angle, text } of runs) {
    characters.set(Math.round(angle), (characters.get(Math.round(angle)) ?? 0) + text.length);
    all += text.length;
  }
  for (const turn of [90, -90] as const) if ((characters.get(turn) ?? 0) > MOST * all) return turn;
  return 0;
}

interface TurnedPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
}

/** The page as it is printed: number and size in points. */
export const asPrinted = ({ number, width, height, turn }: TurnedPage) =>
  turn === 0 ? { number, width, height } : { number, width: height, height: width };

/** A rectangle of the upright page, where it is on the printed one. */
export function printedRect<T extends Rect>(rect: T, page: TurnedPage): T {
  const { x0, y0, x1, y1 } = rect;
  if (page.turn === 90) return { ...rect, x0: y0, x1: y1, y0: page.width - x1, y1: page.width - x0 };
  if (page.turn === -90) return { ...rect, x0: page.height - y1, x1: page.height - y0, y0: x0, y1: x1 };
  return rect;
}

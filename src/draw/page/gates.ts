/** Whether a drawing can go to the printer: measured on what stands on the page, not on what was meant. */
import { contrast, LEAST_CONTRAST } from './colours.ts';
import {
  type Area,
  type Drawing,
  type DrawnBox,
  dpiOf,
  type Mark,
  SHARP_DPI,
  type TextBlock,
  textBlocksOf,
} from './poster-drawing.ts';
import { legibleSize } from './poster-size.ts';

export interface Gate {
  readonly ok: boolean;
  /** The least or greatest value measured, where there is one. */
  readonly measured: number | null;
  readonly problems: readonly string[];
}

export const GATES = ['inside', 'apart', 'filled', 'sharp', 'contrast', 'legible', 'complete'] as const;
export type GateName = (typeof GATES)[number];

export interface Verdict {
  readonly print_ready: boolean;
  readonly gates: Readonly<Record<GateName, Gate>>;
}

/** Points: what rounding may add up to. */
const TOLERANCE = 0.5;

export function judge(drawing: Drawing): Verdict {
  const gates: Record<GateName, Gate> = {
    inside: gate(outside(drawing)),
    apart: gate(overlaps(drawing)),
    filled: gate(drawing.boxes.filter(isEmpty).map(({ id }) => `${id} is empty`)),
    sharp: sharpness(drawing),
    contrast: contrasts(drawing),
    legible: legibility(drawing),
    complete: gate(drawing.missing.filter(({ what }) => what !== 'section').map(({ note }) => note)),
  };
  return { print_ready: Object.values(gates).every(({ ok }) => ok), gates };
}

const gate = (problems: readonly string[], measured: number | null = null): Gate => ({
  ok: problems.length === 0,
  measured: measured === null || !Number.isFinite(measured) ? null : Math.round(measured * 100) / 100,
  problems,
});

const textsOf = ({ boxes }: Drawing): { box: DrawnBox; text: TextBlock }[] =>
  boxes.flatMap((box) => box.marks.flatMap(textBlocksOf).map((text) => ({ box, text })));

/** Boxes on the page, marks in their box, and the ink of every line in the box that holds it. */
function outside(drawing: Drawing): string[] {
  const page = { x: 0, y: 0, width: drawing.width, height: drawing.height };
  const boxes = drawing.boxes.filter(({ area }) => !holds(page, area)).map(({ id }) => `${id} leaves the page`);
  const marks = drawing.boxes.flatMap((box) =>
    box.marks.filter(({ area }) => !holds(box.area, area)).map(({ kind }) => `a ${kind} leaves ${box.id}`),
  );
  const lines = textsOf(drawing).flatMap(({ box, text }) =>
    inkOf(text)
      .filter((ink) => !holds(box.area, ink))
      .map(() => `a line of text leaves ${box.id}`),
  );
  return [...boxes, ...marks, ...lines];
}

/** Where the letters of each line stand, from their ascent to their descent. */
const inkOf = ({ area, lines, size }: TextBlock): Area[] =>
  lines.map(({ x, baseline, width }) => ({
    x: area.x + x,
    y: area.y + baseline - size * 0.75,
    width,
    height: size * 0.97,
  }));

const holds = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x - TOLERANCE &&
  inner.y >= outer.y - TOLERANCE &&
  inner.x + inner.width <= outer.x + outer.width + TOLERANCE &&
  inner.y + inner.height <= outer.y + outer.height + TOLERANCE;

function overlaps({ boxes }: Drawing): string[] {
  const between = pairs(boxes).filter(([a, b]) => overlap(a.area, b.area));
  const within = boxes.flatMap((box) => {
    // A panel is ground: what stands on it is meant to.
    const inked = box.marks.filter(({ kind }) => kind !== 'panel');
    return pairs(inked)
      .filter(([a, b]) => overlap(a.area, b.area))
      .map(([a, b]) => `a ${a.kind} and a ${b.kind} overlap in ${box.id}`);
  });
  return [...between.map(([a, b]) => `${a.id} and ${b.id} overlap`), ...within];
}

const overlap = (a: Area, b: Area): boolean =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > TOLERANCE &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > TOLERANCE;

const pairs = <T>(all: readonly T[]): [T, T][] => all.flatMap((a, i) => all.slice(i + 1).map((b): [T, T] => [a, b]));

const isEmpty = ({ marks }: DrawnBox): boolean => !marks.some(isContent);

const isContent = (mark: Mark): boolean =>
  mark.kind === 'text' ? mark.role !== 'heading' && mark.lines.length > 0 : mark.kind !== 'panel';

function sharpness({ boxes }: Drawing): Gate {
  const pictures = boxes.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'picture'));
  const blurred = pictures.filter((picture) => dpiOf(picture) < SHARP_DPI - TOLERANCE);
  return gate(
    blurred.map((picture) => `${picture.alt || 'a picture'} has ${Math.round(dpiOf(picture))} dpi`),
    Math.min(...pictures.map(dpiOf)),
  );
}

function contrasts(drawing: Drawing): Gate {
  const formulas = drawing.boxes.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'formula'));
  const measured = [...textsOf(drawing).map(({ text }) => text), ...formulas].map(({ colour, ground }) =>
    contrast(colour, ground),
  );
  const faint = measured.filter((ratio) => ratio < LEAST_CONTRAST);
  return gate(
    faint.map((ratio) => `text with a contrast of ${ratio.toFixed(1)}`),
    Math.min(...measured),
  );
}

function legibility(drawing: Drawing): Gate {
  const least = legibleSize(drawing);
  const texts = textsOf(drawing).filter(({ text }) => text.lines.length > 0);
  const small = texts.filter(({ text }) => text.size < least - TOLERANCE / 10);
  return gate(
    small.map(({ box, text }) => `text of ${text.size.toFixed(1)} points in ${box.id}`),
    Math.min(...texts.map(({ text }) => text.size)),
  );
}

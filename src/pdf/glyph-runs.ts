/** Drawing operators → glyphs: the text state machine of ISO 32000-1, 9.3 and 9.4. */
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { compose, IDENTITY, type Matrix } from './geometry.ts';
import { shownText } from './glyph-text.ts';
import { numberOr } from './operands.ts';
import type { OperatorChunk } from './operator-chunk.ts';
import type { TextFont } from './page-fonts.ts';
import type { RunLook, ShownGlyph } from './run-builder.ts';

/** A font by pdfjs's name for it; `null` when it is missing. */
export type FontLookup = (id: string) => TextFont | null;

interface GraphicsState {
  matrix: Matrix;
  font: TextFont | null;
  size: number;
  direction: number;
  charSpacing: number;
  wordSpacing: number;
  /** Horizontal scaling; 1 is 100 %. */
  stretch: number;
  leading: number;
  rise: number;
  mode: number;
  colour: string;
}

const INVISIBLE = 3;

const startState = (matrix: Matrix): GraphicsState => ({
  matrix,
  font: null,
  size: 0,
  direction: 1,
  charSpacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  colour: '#000000',
});

/** `toPage` maps PDF user space to points with origin top left. */
export function shownGlyphs(operators: OperatorChunk, toPage: Matrix, fonts: FontLookup): ShownGlyph[] {
  const interpreter = new TextInterpreter(toPage, fonts);
  const { fnArray, argsArray } = operators;
  for (let i = 0; i < fnArray.length; i++) {
    const args = argsArray[i];
    interpreter.apply(fnArray[i] ?? 0, Array.isArray(args) ? args : []);
  }
  return interpreter.glyphs;
}

class TextInterpreter {
  readonly #fonts: FontLookup;
  readonly glyphs: ShownGlyph[] = [];
  readonly #stack: GraphicsState[] = [];
  #state: GraphicsState;
  #textMatrix: Matrix = IDENTITY;
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;

  constructor(toPage: Matrix, fonts: FontLookup) {
    this.#state = startState(toPage);
    this.#fonts = fonts;
  }

  apply(operator: number, args: readonly unknown[]): void {
    const state = this.#state;
    switch (operator) {
      case OPS.save:
        this.#stack.push({ ...state });
        break;
      case OPS.restore:
        this.#state = this.#stack.pop() ?? state;
        break;
      case OPS.transform:
        state.matrix = compose(state.matrix, matrixFrom(args));
        break;
      case OPS.paintFormXObjectBegin:
        this.#stack.push({ ...state });
        if (isMatrix(args[0])) state.matrix = compose(state.matrix, matrixFrom(Array.from(args[0])));
        break;
      case OPS.paintFormXObjectEnd:
        this.#state = this.#stack.pop() ?? state;
        break;
      case OPS.beginText:
        this.#setTextMatrix(IDENTITY);
        break;
      case OPS.setTextMatrix:
        this.#setTextMatrix(isMatrix(args[0]) ? matrixFrom(Array.from(args[0])) : matrixFrom(args));
        break;
      case OPS.moveText:
        this.#move(numberAt(args, 0), numberAt(args, 1));
        break;
      case OPS.setLeadingMoveText:
        state.leading = numberAt(args, 1);
        this.#move(numberAt(args, 0), numberAt(args, 1));
        break;
      case OPS.nextLine:
        this.#move(0, state.leading);
        break;
      case OPS.setFont:
        state.font = typeof args[0] === 'string' ? this.#fonts(args[0]) : null;
        state.size = Math.abs(numberAt(args, 1));
        state.direction = Math.sign(numberAt(args, 1));
        break;
      case OPS.showText:
        if (Array.isArray(args[0])) this.#show(args[0]);
        break;
      case OPS.setFillRGBColor:
        state.colour = typeof args[0] === 'string' ? args[0] : state.colour;
        break;
      default:
        setTextParameter(state, operator, numberAt(args, 0));
    }
  }

  #setTextMatrix(matrix: Matrix): void {
    this.#textMatrix = matrix;
    this.#x = this.#lineX = this.#y = this.#lineY = 0;
  }

  #move(x: number, y: number): void {
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  #show(glyphs: readonly unknown[]): void {
    const { font, size, direction, matrix, stretch, rise } = this.#state;
    if (!font || size === 0) return;
    const place = compose(matrix, this.#textMatrix);
    const scaleX = Math.hypot(place[0], place[1]) * stretch;
    const turned = (Math.atan2(-place[1] * direction, place[0] * direction) * 180) / Math.PI;
    const angle = Math.abs(turned) < 0.5 ? 0 : turned;
    const look: RunLook = {
      size: size * Math.hypot(place[2], place[3]),
      angle,
      cos: Math.cos((angle * Math.PI) / 180),
      sin: Math.sin((angle * Math.PI) / 180),
      font,
      colour: this.#state.colour,
      hidden: this.#state.mode === INVISIBLE,
    };
    let along = 0;
    const alongScale = stretch * direction;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        along -= (glyph * size) / 1000;
        continue;
      }
      if (!isGlyph(glyph)) continue;
      const advance = glyph.width * size * font.unit;
      const x = this.#x + along * alongScale;
      const y = this.#y + rise - font.hang * size;
      this.glyphs.push({
        look,
        text: shownText(glyph.unicode),
        code: numberOr(glyph.originalCharCode, -1),
        // Code 32 stretches with the word spacing whatever it draws; in a subset font it may be any letter.
        space: glyph.isSpace && glyph.unicode.trim() === '',
        x: place[0] * x + place[2] * y + place[4],
        baseline: place[1] * x + place[3] * y + place[5],
        width: advance * scaleX,
      });
      along += advance + this.#state.charSpacing + (glyph.isSpace ? this.#state.wordSpacing : 0);
    }
    // A vertical font advances downwards by about an em a glyph; its exact metrics do not matter to a paper's text.
    if (font.vertical) this.#y -= glyphs.length * size;
    else this.#x += along * alongScale;
  }
}

function setTextParameter(state: GraphicsState, operator: number, value: number): void {
  if (operator === OPS.setCharSpacing) state.charSpacing = value;
  else if (operator === OPS.setWordSpacing) state.wordSpacing = value;
  else if (operator === OPS.setHScale) state.stretch = value / 100;
  else if (operator === OPS.setLeading) state.leading = -value;
  else if (operator === OPS.setTextRise) state.rise = value;
  else if (operator === OPS.setTextRenderingMode) state.mode = value;
}

interface FontGlyph {
  originalCharCode?: unknown;
  unicode: string;
  width: number;
  isSpace: boolean;
}

const isGlyph = (value: unknown): value is FontGlyph =>
  typeof value === 'object' && value !== null && 'unicode' in value && 'width' in value && 'isSpace' in value;

const isMatrix = (value: unknown): value is ArrayLike<number> =>
  (Array.isArray(value) || value instanceof Float32Array) && value.length === 6;

function numberAt(args: readonly unknown[], index: number): number {
  const value = args[index];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

const matrixFrom = (args: readonly unknown[]): Matrix => [
  numberAt(args, 0),
  numberAt(args, 1),
  numberAt(args, 2),
  numberAt(args, 3),
  numberAt(args, 4),
  numberAt(args, 5),
];

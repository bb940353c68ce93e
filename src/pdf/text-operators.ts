import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { OperatorChunk } from './operator-chunk.ts';

const STATE: ReadonlySet<number> = new Set([
  OPS.save,
  OPS.restore,
  OPS.transform,
  OPS.paintFormXObjectBegin,
  OPS.paintFormXObjectEnd,
  OPS.setFillRGBColor,
  OPS.setFont,
  OPS.setCharSpacing,
  OPS.setWordSpacing,
  OPS.setHScale,
  OPS.setLeading,
  OPS.setTextRise,
  OPS.setTextRenderingMode,
]);
const TEXT: ReadonlySet<number> = new Set([
  OPS.beginText,
  OPS.setTextMatrix,
  OPS.moveText,
  OPS.setLeadingMoveText,
  OPS.nextLine,
  OPS.showText,
]);

/**
 * Keeps of a page's operators those that text depends on, until the fonts that pdfjs loads meanwhile are there. What is
 * saved and restored around drawings alone is forgotten at once: drawings are many, text is not.
 */
export class TextOperators implements OperatorChunk {
  readonly fnArray: number[] = [];
  readonly argsArray: unknown[] = [];
  /** Where each open `save` stands. */
  readonly #saves: number[] = [];
  #lastText = -1;

  add(operator: number, args: unknown): void {
    if (operator === OPS.restore) {
      const save = this.#saves.pop();
      if (save !== undefined && save > this.#lastText) {
        this.fnArray.length = this.argsArray.length = save;
        return;
      }
    }
    if (operator === OPS.save) this.#saves.push(this.fnArray.length);
    if (TEXT.has(operator)) this.#lastText = this.fnArray.length;
    else if (!STATE.has(operator)) return;
    this.fnArray.push(operator);
    this.argsArray.push(args);
  }
}

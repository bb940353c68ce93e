/**
 * JSON in pieces, looked at before it is parsed: parsers keep an object for every bracket that is open, and the whole
 * of what is not closed, so that thirty million brackets are gigabytes.
 */

/** Of a row: its topics are two deep. */
const DEEPEST = 64;
/** Characters between two elements' ends. */
const LONGEST_ELEMENT = 4 * 2 ** 20;

/** What may change the depth, and where strings begin and end. */
const MARK = /["\\[\]{}]/g;

export class JsonBounds {
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Since an element of the outermost array ended, or the text began. */
  #length = 0;

  /** @returns what is wrong with the text so far; `null` when nothing is */
  look(text: string): string | null {
    let at = 0;
    if (this.#escaped && text !== '') {
      this.#escaped = false;
      at = 1;
    }
    MARK.lastIndex = at;
    let counted = 0;
    for (let mark = MARK.exec(text); mark; mark = MARK.exec(text)) {
      if (this.#inString) this.#endString(mark[0], text);
      else if (mark[0] === '"') this.#inString = true;
      else if (mark[0] === '[' || mark[0] === '{') this.#depth += 1;
      else if (mark[0] !== '\\') {
        this.#depth -= 1;
        if (this.#depth === 1) {
          this.#length = 0;
          counted = mark.index + 1;
        }
      }
      if (this.#depth > DEEPEST) return `it is nested more than ${DEEPEST} deep`;
    }
    this.#length += text.length - counted;
    return this.#length > LONGEST_ELEMENT
      ? `an element has more than ${LONGEST_ELEMENT / 2 ** 20} million characters`
      : null;
  }

  #endString(mark: string, text: string): void {
    if (mark === '"') this.#inString = false;
    else if (mark === '\\') {
      // What is escaped ends nothing, whatever it is.
      this.#escaped = MARK.lastIndex >= text.length;
      MARK.lastIndex += 1;
    }
  }
}

/** Text in pieces → lines. What has no line ends is not gathered without bound: a line that grows too long is given up. */

/** Characters. A row with its abstract has thousands; what is longer is no row. */
const LONGEST_LINE = 4 * 2 ** 20;

/** Stands for a line that was too long. */
export const TOO_LONG = Symbol('a line that was too long');
export type Line = string | typeof TOO_LONG;

export const LINE_TOO_LONG = `a line has more than ${LONGEST_LINE / 2 ** 20} million characters`;

export class LineSplitter {
  /** Of the line that is not complete, until it is too long. */
  readonly #pieces: string[] = [];
  #length = 0;

  *push(text: string): Generator<Line> {
    const lines = text.split('\n');
    const torn = lines.pop() ?? '';
    for (const line of lines) {
      this.#add(line);
      yield this.#take();
    }
    this.#add(torn);
  }

  /** The last line, where no line end followed it. */
  *end(): Generator<Line> {
    if (this.#length > 0) yield this.#take();
  }

  #add(piece: string): void {
    this.#length += piece.length;
    if (this.#length > LONGEST_LINE) this.#pieces.length = 0;
    else if (piece !== '') this.#pieces.push(piece);
  }

  #take(): Line {
    const line = this.#length > LONGEST_LINE ? TOO_LONG : withoutCarriageReturn(this.#pieces.join(''));
    this.#pieces.length = this.#length = 0;
    return line;
  }
}

const withoutCarriageReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

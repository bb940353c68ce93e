/**
 * CSV text → records (one line, or several where quotes span lines), so that one broken quote costs one row and not
 * the rest of the file: a record is complete when its quotes are even (RFC 4180, section 2); one that does not
 * parse, or never completes, is given up at its first line and reading goes on at the second.
 */
import { type Line, LineSplitter, TOO_LONG } from './split-lines.ts';

/** A record may be this long (characters); an abstract with line breaks is far below, a runaway quote far above. */
const LONGEST_RECORD = 256 * 1024;

export class RecordSplitter {
  readonly #splitter = new LineSplitter();
  /** Lines not yet given away. */
  #lines: Line[] = [];

  /**
   * The records that `text` completes, without their line ends. `accepts` says whether a candidate of several lines is
   * a sound record.
   */
  *push(text: string, accepts: (record: string) => boolean): Generator<Line> {
    for (const line of this.#splitter.push(text)) this.#lines.push(line);
    yield* this.#drain(accepts, false);
  }

  *end(accepts: (record: string) => boolean): Generator<Line> {
    this.#lines.push(...this.#splitter.end());
    yield* this.#drain(accepts, true);
  }

  *#drain(accepts: (record: string) => boolean, ended: boolean): Generator<Line> {
    let at = 0;
    while (at < this.#lines.length) {
      const taken = takeRecord(this.#lines, at, accepts);
      if (taken === 'wants-more' && !ended) break;
      const count = taken === 'wants-more' || taken === 'broken' ? 1 : taken;
      const record = count === 1 ? this.#lines[at]! : this.#lines.slice(at, at + count).join('\n');
      at += count;
      if (record === TOO_LONG || record.trim() !== '') yield record;
    }
    this.#lines = this.#lines.slice(at);
  }
}

/** How many lines from `at` make a record. */
function takeRecord(
  lines: readonly Line[],
  at: number,
  accepts: (record: string) => boolean,
): number | 'wants-more' | 'broken' {
  let even = true;
  let length = 0;
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (line === TOO_LONG) return next === at ? 1 : 'broken';
    if (!hasEvenQuotes(line)) even = !even;
    length += line.length + 1;
    if (even) {
      const count = next - at + 1;
      return count === 1 || accepts(lines.slice(at, next + 1).join('\n')) ? count : 'broken';
    }
    if (length > LONGEST_RECORD) return 'broken';
  }
  return 'wants-more';
}

function hasEvenQuotes(line: string): boolean {
  let even = true;
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) even = !even;
  return even;
}

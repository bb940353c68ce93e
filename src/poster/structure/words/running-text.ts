/** Which lines are text that is read, and which only label a figure? */
import { heightOf, overlapX, overlapY } from '../../../pdf/geometry.ts';
import type { TextLine } from '../page/page-model.ts';
import { BULLET } from './paragraphs.ts';

/** Text with more words runs on; it is no label. */
const LABEL_WORDS = 4;
/** Lines of one paragraph or list: nearly of one size, no further apart than this many sizes, and beginning alike. */
const ONE_SIZE = 0.85;
const LEADING = 0.8;
const INDENT = 2.5;

/**
 * On a panel's own ground, what runs on is text even where a figure's box reaches around it; and so are list items,
 * and the short lines of the paragraphs and lists that it belongs to.
 * @param grounds Labels of the flat regions on which text is text.
 */
export function findRunning(lines: readonly TextLine[], grounds: ReadonlySet<number>): Set<TextLine> {
  const candidates = lines.filter(({ ground }) => grounds.has(ground));
  const running = new Set(candidates.filter(({ words, text }) => words.length > LABEL_WORDS || isItem(text)));
  const open = [...running];
  for (let line = open.pop(); line !== undefined; line = open.pop()) {
    for (const other of candidates) {
      if (running.has(other) || !continues(line, other)) continue;
      running.add(other);
      open.push(other);
    }
  }
  return running;
}

const isItem = (text: string): boolean => BULLET.test(text) && /\p{L}{3}/u.test(text);

function continues(line: TextLine, other: TextLine): boolean {
  const size = Math.max(line.size, other.size);
  return (
    line.ground === other.ground &&
    Math.min(line.size, other.size) > size * ONE_SIZE &&
    -overlapY(line.box, other.box) < size * LEADING &&
    overlapY(line.box, other.box) < heightOf(other.box) * 0.5 &&
    overlapX(line.box, other.box) > 0 &&
    Math.abs(line.box.x0 - other.box.x0) < size * INDENT
  );
}

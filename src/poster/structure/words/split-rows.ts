/** Rows of words → lines: a row that runs on across a gutter, or from one panel into the next, is cut there. */
import { type Rect, unite } from '../../../pdf/geometry.ts';
import type { GroundOf } from '../page/find-grounds.ts';
import type { Word, WordRow } from '../page/page-model.ts';
import { namesSection } from './poster-section-names.ts';

export interface Line {
  readonly words: readonly Word[];
  readonly box: Rect;
  readonly ground: number;
  readonly bold: boolean | null;
}

/** A gap wider than this many times the size is no space between words. */
const WIDEST_SPACE = 1.6;
/** Words. */
const WHOLE_LINE = 7;

export function splitRows(rows: readonly WordRow[], groundOf: GroundOf): Line[] {
  return rows.flatMap(({ words, bold }) =>
    piecesOf(words, groundOf).map(({ piece, ground }) => ({
      words: piece,
      box: unite(piece.map(({ box }) => box)),
      ground,
      bold,
    })),
  );
}

function piecesOf(words: readonly Word[], groundOf: GroundOf): { piece: Word[]; ground: number }[] {
  const pieces: { piece: Word[]; ground: number }[] = [];
  for (const word of words) {
    const ground = groundOf(word.box);
    const open = pieces.at(-1);
    const runsOn = open?.ground === ground && isBeside(open.piece.at(-1)!, word) && !isRunIn(open.piece, word, words);
    if (open && runsOn) open.piece.push(word);
    else pieces.push({ piece: [word], ground });
  }
  return pieces;
}

/** `Method: 16 former infantry soldiers …`: a section's name in another look than its text, or before a whole line of it. */
function isRunIn(name: readonly Word[], next: Word, row: readonly Word[]): boolean {
  const last = name.at(-1)!;
  if (!last.text.endsWith(':') || !namesSection(name.map(({ text }) => text).join(' '))) return false;
  return last.look === undefined ? row.length - name.length >= WHOLE_LINE : last.look !== next.look;
}

const isBeside = (left: Word, right: Word): boolean =>
  right.box.x0 - left.box.x1 <= WIDEST_SPACE * Math.max(left.size, right.size);

/** Lines of a document → its numbered captions. */
import { overlapX, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { joinLines } from '../lines/dehyphenate.ts';
import { type CaptionLabel, captionLabel, isContinued } from '../vocabulary/caption-label.ts';
import type { Caption } from './caption.ts';
import { captionRows, startsColumn } from './caption-rows.ts';
import type { PageLine } from './page-line.ts';
import type { TextLook } from './text-look.ts';

export interface CaptionPage {
  /** From 1. */
  readonly number: number;
  /** In any order. */
  readonly lines: readonly PageLine[];
  /** Level strokes and pictures, in points: a caption never runs across one. */
  readonly rules: readonly Rect[];
  readonly pictures: readonly Rect[];
}

interface Candidate {
  readonly page: CaptionPage;
  /** The line with the label; where that stands alone, what goes on beside it. */
  readonly first: readonly PageLine[];
  readonly label: CaptionLabel;
  readonly score: number;
}

/** Below this a labelled line is a sentence about the figure. */
const ACCEPTED = 1;
/** Share of the best style's captions that another way of printing labels must reach to be one too. */
const RIVAL_STYLE = 0.34;

export function findCaptions(pages: readonly CaptionPage[], text: TextLook): Caption[] {
  const candidates = pages.flatMap((page) => candidatesOf(page, text.bodySize));
  const accepted = inKeptStyles(candidates).filter((candidate) => candidate.score >= ACCEPTED);
  const starts = new Set(accepted.map((candidate) => candidate.first[0]));
  const later = accepted.filter(isLaterPart);
  const first = bestOfEachLabel(accepted.filter((candidate) => !later.includes(candidate)));
  const labels = new Set(first.map(({ label }) => label.label));
  const known = later.filter(({ label }) => labels.has(label.label));
  return [...first, ...known].map((candidate) => captionOf(candidate, starts, text));
}

function candidatesOf(page: CaptionPage, bodySize: number): Candidate[] {
  return page.lines.flatMap((line) => {
    if (line.angle !== 0 || isContentsEntry(line.text)) return [];
    const first = withContinuation(line, page.lines);
    const text = first.map((part) => part.text).join(' ');
    const label = captionLabel(text);
    if (!label) return [];
    return [{ page, first, label, score: scoreOf(page, line, label, text, bodySize) }];
  });
}

const isContentsEntry = (text: string): boolean => /(?:\.\s?){5,}|\s\.{3,}\s*\d+$/.test(text);

/** `FIG. 3.` and its caption may be set apart by more than a space: what follows on the baseline belongs to it. */
function withContinuation(line: PageLine, lines: readonly PageLine[]): PageLine[] {
  const parts = [line];
  for (let last = line; ; ) {
    const limit = parts.map((part) => part.text).join(' ').length < 16 ? 3 : 1.6;
    const next = lines.find(
      (other) =>
        other !== last &&
        other.angle === 0 &&
        Math.abs(other.baseline - last.baseline) < 0.3 * last.size &&
        other.x0 > last.x0 &&
        other.x0 - last.x1 > -0.5 * line.size &&
        other.x0 - last.x1 < limit * line.size &&
        !captionLabel(other.text) &&
        !startsColumn(other, lines) &&
        !goesOnBelow(other, lines),
    );
    if (!next) return parts;
    parts.push(next);
    last = next;
  }
}

/** Whether a line of words stands right over this one from the same edge: then it is of what stands beside the caption. */
const goesOnBelow = (line: PageLine, lines: readonly PageLine[]): boolean =>
  lines.some(
    (above) =>
      above.angle === 0 &&
      above.text.length > 12 &&
      Math.abs(above.x0 - line.x0) < 0.2 * line.size &&
      Math.abs(above.size - line.size) < 0.1 * line.size &&
      above.baseline < line.baseline - 0.5 * line.size &&
      above.baseline > line.baseline - 1.5 * line.size,
  );

/** How much speaks for a caption and against a sentence that happens to begin a line with `Figure 3`. */
function scoreOf(page: CaptionPage, line: PageLine, label: CaptionLabel, text: string, bodySize: number): number {
  const rest = text.slice(label.length);
  let score = 0;
  if (/[:|—–]/.test(label.delimiter)) score += 3;
  else if (label.delimiter && /^(?:[\p{Lu}\d([“"‘'α-ωΑ-Ω]|$)/u.test(rest)) score += 1.5;
  else if (/^(?:\p{Lu}|\(?[a-z]\))/u.test(rest)) score += 0.5;
  if (rest === '') score += 0.5;
  if (!label.delimiter && /^\p{Ll}{2,}/u.test(rest)) score -= 3;
  if (/^[,;)]/.test(rest) || (label.delimiter === ')' && /^\p{Ll}/u.test(rest)) || /^(?:and|or|to)\b/.test(rest))
    score -= 4;
  if (line.bold || line.italic || (line.lead && label.length <= line.lead.length + 3)) score += 1.5;
  if (line.size < bodySize - 0.4) score += 1.5;
  if (/^\P{Ll}*$/u.test(label.word)) score += 0.5;
  score += standingScore(page, line);
  return score;
}

/** In running text the line above is close, of the same size, and flows into this one. */
function standingScore(page: CaptionPage, line: PageLine): number {
  const above = page.lines
    .filter((other) => other !== line && other.angle === 0 && other.baseline < line.baseline - 0.5 * line.size)
    .filter((other) => overlapX(other, line) > 0 && line.baseline - other.baseline < 1.45 * line.size)
    .toSorted((a, b) => b.baseline - a.baseline)[0];
  if (!above) return 1;
  const alike = Math.abs(above.size - line.size) < 0.3 && above.bold === line.bold;
  if (!alike || widthOf(above) < 8 * line.size) return 0.5;
  const flows = /[\p{L},(–-]$/u.test(above.text) || /\b(?:in|see|and|of|the|to|from|Fig\.|by)$/.test(above.text);
  return flows ? -3 : -1.5;
}

/** A paper prints its labels one way; sentences that begin like captions print them another. */
function inKeptStyles(candidates: readonly Candidate[]): Candidate[] {
  const styles = Map.groupBy(candidates, (c) => styleOf(c.label));
  const strength = new Map(
    [...styles].map(([style, members]) => {
      const good = members.filter((c) => c.score >= ACCEPTED);
      return [style, new Set(good.map((c) => c.label.label)).size];
    }),
  );
  const strongest = new Map<string, number>();
  for (const [style, members] of styles) {
    const kind = members[0]!.label.kind;
    strongest.set(kind, Math.max(strongest.get(kind) ?? 0, strength.get(style) ?? 0));
  }
  return candidates.map((candidate) => {
    const most = strongest.get(candidate.label.kind) ?? 0;
    const own = strength.get(styleOf(candidate.label)) ?? 0;
    const isRival = own >= RIVAL_STYLE * most;
    return isRival || most < 3 ? candidate : { ...candidate, score: candidate.score - 1.5 };
  });
}

const styleOf = ({ kind, word, delimiter }: CaptionLabel): string => `${kind} ${word.replace(/\s/g, '')} ${delimiter}`;

/** `Table 1: Continued`. */
const isLaterPart = ({ first, label }: Candidate): boolean =>
  label.kind === 'table' &&
  isContinued(
    first
      .map((line) => line.text)
      .join(' ')
      .slice(label.length),
  );

function bestOfEachLabel(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = best.get(candidate.label.label);
    if (!known || candidate.score > known.score) best.set(candidate.label.label, candidate);
  }
  return [...best.values()];
}

function captionOf(
  { page, first, label }: Candidate,
  starts: ReadonlySet<PageLine | undefined>,
  { leading }: TextLook,
): Caption {
  const rows = captionRows(first, { lines: page.lines, drawn: [...page.rules, ...page.pictures], leading }, starts);
  const lines = rows.flat();
  const text = joinLines(rows.map((row) => row.map((line) => line.text).join(' '))).slice(label.length);
  const { kind, number } = label;
  return { ...unite(lines), page: page.number, kind, number, label: label.label, text: text.trim(), lines };
}

/** The parts of a displayed formula (fractions, limits, big operators, its number) → one line, in the order in which it is set. */
import { unite } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { wordsIn } from './equations.ts';
import { isDisplayToken } from './formula-book.ts';

/** Shares of the size: parts of one formula stand no further apart, above each other and side by side. */
const FAR_BELOW = 0.7;
const FAR_ASIDE = 4;

const RELATION = /[=<>≤≥≡≈∼≃∝→←↦∈∉⊂⊆∫∑∏≪≫:]/u;
const NUMBER = /^\(\s?[A-Z]?[\d.]{1,8}[a-z]?\s?\)$/;

/** Lines of a page without tables and drawings, with each formula's parts as one line. */
export function joinDisplays(lines: readonly TextLine[]): TextLine[] {
  const out: TextLine[] = [];
  let parts: TextLine[] = [];
  const close = () => {
    if (isFormula(parts)) out.push(joined(parts));
    else out.push(...parts);
    parts = [];
  };
  for (const line of lines.toSorted((a, b) => a.order - b.order)) {
    if (!isPart(line) || isDisplayToken(line.text)) {
      close();
      out.push(line);
      continue;
    }
    if (parts.length > 0 && !parts.some((part) => isNear(part, line))) close();
    parts.push(line);
  }
  close();
  return out;
}

/** Hardly any words in it. */
function isPart({ text, math, angle }: TextLine): boolean {
  if (angle !== 0) return false;
  const words = wordsIn(text);
  return words === 0 || (math > 0.4 && words <= 0.2 * text.split(' ').length);
}

function isNear(a: TextLine, b: TextLine): boolean {
  const size = Math.max(a.size, b.size);
  const below = Math.max(a.y0, b.y0) - Math.min(a.y1, b.y1);
  const aside = Math.max(a.x0, b.x0) - Math.min(a.x1, b.x1);
  return below < FAR_BELOW * size && (aside < FAR_ASIDE * size || NUMBER.test(b.text));
}

function isFormula(parts: readonly TextLine[]): boolean {
  if (parts.length < 2) return false;
  return parts.some((part) => part.math > 0.45 && RELATION.test(part.text));
}

function joined(parts: readonly TextLine[]): TextLine {
  const main = parts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const characters = parts.reduce((sum, { text }) => sum + text.length, 0);
  return {
    ...main,
    ...unite(parts),
    order: Math.min(...parts.map((part) => part.order)),
    text: parts.map((part) => part.text).join(' '),
    uniform: parts.every((part) => part.uniform),
    lead: null,
    boldLead: false,
    math: parts.reduce((sum, { math, text }) => sum + math * text.length, 0) / characters,
    breaks: [],
    spaces: [],
  };
}

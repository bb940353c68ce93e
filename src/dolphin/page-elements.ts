/** Dolphin's first answer about a page: `[x1,y1,x2,y2][label][tag]…[PAIR_SEP]…`, in the order in which it is read. */
import type { Box } from '../model/schemas.ts';
import { clampBox } from '../poster/layout/draft-boxes.ts';
import type { Size } from './seen-size.ts';

export interface PageElement {
  /** `sec_0` to `sec_5`, `para`, `list`, `fig`, `tab`, `equ`, `code`, `cap`, `fnote`, `watermark` and others. */
  readonly label: string;
  /** `author`, `paper_abstract`, `meta_num` and others. */
  readonly tags: readonly string[];
  /** Percent of the page. */
  readonly box: Box;
  /** The next element goes on in the middle of this one's text. */
  readonly goesOn: boolean;
}

/** The label of a page that is read as one text. */
export const WHOLE_PAGE: PageElement = { label: 'page', tags: [], box: [0, 0, 100, 100], goesOn: false };

const PAIR = '[PAIR_SEP]';
const RELATION = '[RELATION_SEP]';
const NUMBER = String.raw`\s*(-?\d*\.?\d+)\s*`;
const ELEMENT = new RegExp(String.raw`^\s*\[${[NUMBER, NUMBER, NUMBER, NUMBER].join(',')}\]((?:\s*\[[^\]]+\])+)`);

/** Boxes that share more of their area than this overlap; pages on which so many do were photographed askew. */
const SHARED = 0.1;
const MANY = 0.25;

/**
 * The page's elements; `null` where the answer says nothing, or where so many boxes overlap that it cannot be right.
 * @param seen The page as the model saw it: the answer is in its pixels.
 */
export function readReadingOrder(answer: string, seen: Size): PageElement[] | null {
  // A model that loops says the same elements over and over.
  const chains = new Set(answer.split(PAIR).map((chain) => chain.trim()));
  const elements = [...chains]
    .flatMap((chain) => chain.split(RELATION).map((text, i, all) => readElement(text, i < all.length - 1, seen)))
    .filter((element) => element !== null);
  return elements.length === 0 || overlapping(elements) > MANY ? null : elements;
}

function readElement(text: string, goesOn: boolean, { width, height }: Size): PageElement | null {
  const [, x1, y1, x2, y2, words = ''] = ELEMENT.exec(text) ?? [];
  const [label, ...tags] = [...words.matchAll(/\[([^\]]+)\]/g)].map(([, word = '']) => word.trim());
  if (label === undefined) return null;
  const [left, top, right, bottom] = [Number(x1) / width, Number(y1) / height, Number(x2) / width, Number(y2) / height];
  const clamped = clampBox([left * 100, top * 100, (right - left) * 100, (bottom - top) * 100]);
  return clamped && { label, tags, box: clamped.box, goesOn };
}

/** The share of the elements that overlap another. */
function overlapping(elements: readonly PageElement[]): number {
  const overlaps = elements.filter((one) =>
    elements.some((other) => other !== one && sharedArea(one.box, other.box) > SHARED),
  );
  return overlaps.length / elements.length;
}

/** Intersection over union. */
function sharedArea([x, y, w, h]: Box, [u, v, width, height]: Box): number {
  const across = Math.min(x + w, u + width) - Math.max(x, u);
  const down = Math.min(y + h, v + height) - Math.max(y, v);
  if (across <= 0 || down <= 0) return 0;
  return (across * down) / (w * h + width * height - across * down);
}

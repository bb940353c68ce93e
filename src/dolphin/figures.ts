/** Figures and tables of Dolphin's pages, with the captions that stand beside them. */
import type { Box, ExtractedFigure } from '../model/schemas.ts';
import { figureName } from '../paper/figures/figure-names.ts';
import { type CaptionKind, captionLabel } from '../paper/vocabulary/caption-label.ts';
import type { ReadElement, ReadPage } from './read-page.ts';

/** A figure and the elements that make it up: several pictures may share a caption. */
export interface PlacedFigure {
  readonly figure: ExtractedFigure;
  readonly parts: readonly ReadElement[];
}

/** Between a figure and its caption, in percent of the page. */
const LARGEST_GAP = 12;

export function figuresOf(pages: readonly ReadPage[], docId: string): PlacedFigure[] {
  const taken = new Set<string>();
  return pages.flatMap((page) => [
    ...placed(page, 'fig', 'figure', docId, taken),
    ...placed(page, 'tab', 'table', docId, taken),
  ]);
}

function placed(
  page: ReadPage,
  label: 'fig' | 'tab',
  kind: CaptionKind,
  docId: string,
  taken: Set<string>,
): PlacedFigure[] {
  const captions = page.elements.flatMap((element) => readCaption(element, kind));
  const groups = Map.groupBy(
    page.elements.filter((element) => element.label === label),
    (element) => nearest(element.box, captions) ?? element,
  );
  return [...groups].map(([key, parts]) => {
    const caption = 'words' in key ? key : null;
    const box = parts.map((part) => part.box).reduce(union);
    const name = figureName(caption?.label ?? `${label} p${page.number} ${taken.size + 1}`, taken);
    const figure: ExtractedFigure = {
      figure_id: name,
      source_doc: docId,
      label: caption?.label ?? null,
      caption: caption?.words || null,
      kind: kind === 'table' ? 'table' : 'raster',
      page_number: page.number,
      bbox_pct: box,
      width: Math.round((box[2] / 100) * page.width),
      height: Math.round((box[3] / 100) * page.height),
      file_path: null,
    };
    return { figure, parts };
  });
}

interface ReadCaption {
  readonly label: string;
  /** Without the label. */
  readonly words: string;
  readonly box: Box;
}

/** Dolphin marks captions; a paragraph that opens as one does is one as well. */
function readCaption({ label, text, box }: ReadElement, kind: CaptionKind): ReadCaption[] {
  const words = text.trim().replace(/\s*\n\s*/g, ' ');
  const opening = captionLabel(words);
  if (opening?.kind !== kind || !(label === 'cap' || (label === 'para' && opening.delimiter !== ''))) return [];
  return [{ label: opening.label, words: words.slice(opening.length), box }];
}

function nearest(box: Box, captions: readonly ReadCaption[]): ReadCaption | null {
  const [first] = captions
    .map((caption) => ({ caption, gap: gapBetween(box, caption.box) }))
    .filter(({ gap }) => gap <= LARGEST_GAP)
    .toSorted((a, b) => a.gap - b.gap);
  return first?.caption ?? null;
}

const gapBetween = ([x, y, w, h]: Box, [u, v, width, height]: Box): number =>
  Math.hypot(Math.max(0, u - (x + w), x - (u + width)), Math.max(0, v - (y + h), y - (v + height)));

function union([x, y, w, h]: Box, [u, v, width, height]: Box): Box {
  const [left, top] = [Math.min(x, u), Math.min(y, v)];
  return [left, top, rounded(Math.max(x + w, u + width) - left), rounded(Math.max(y + h, v + height) - top)];
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** What stands around a paper's title: the authors, the abstract, and the journal's small print. */
import type { AuthorGrid } from '../authors/author-grid.ts';
import { namesInGrids, takeNames } from '../authors/author-names.ts';
import type { Block } from '../blocks/block.ts';
import { headingText } from '../blocks/heading-text.ts';
import type { TextStatistics } from '../blocks/statistics.ts';
import { endsAbstract, isAbstractName } from '../vocabulary/section-names.ts';

export interface FrontMatter {
  readonly title: string | null;
  readonly authors: readonly string[];
  readonly abstract: string | null;
  /** Journal, article type, dates, licence, correspondence: printed on the first page, no part of the text. */
  readonly imprint: readonly string[];
}

const IMPRINT =
  /©|\(c\) \d{4}|copyright|creative commons|all rights reserved|^\*?\s*correspond|corresponding author|^e-?mail|^(?:article history|received|accepted|published|submitted|edited by|reviewed by|citation|doi|issn|how to cite|academic editor|handling editor)\b|https?:\/\/(?:dx\.)?doi\.org|^doi|^\d{4}-\d{3}[\dX]\b|reprints/i;

/** What says so in its first words is one however it is set. */
const IMPRINT_START =
  /^(?:correspondence should be addressed|\(?received:? \d{1,2} \p{L}+ \d{4}|\(?received:? \p{L}+ \d{1,2}, \d{4}|academic editor|copyright ©|©|this article is available from|doi:)/iu;

/** An imprint is set smaller than this share of the running text, or stands above the title. */
const SMALL = 0.95;
const SHORT_WORDS = 18;

/** Takes the imprint out of `blocks` and reads title, authors and abstract off what is left; `grids` are the title page's. */
export function takeFrontMatter(
  blocks: Block[],
  statistics: TextStatistics,
  grids: readonly AuthorGrid[],
): FrontMatter {
  const title = blocks.find((block) => block.level === 1) ?? null;
  const imprint = blocks.filter((block) => isImprint(block, title, blocks, statistics));
  for (const block of imprint) blocks.splice(blocks.indexOf(block), 1);
  const inGrids = namesInGrids(grids);
  return {
    title: title && headingText(title),
    authors: inGrids.length > 0 || !title ? inGrids : takeNames(title, blocks),
    abstract: abstractOf(blocks, title),
    imprint: imprint.map(headingText),
  };
}

function isImprint(block: Block, title: Block | null, blocks: readonly Block[], statistics: TextStatistics): boolean {
  const first = block.lines[0];
  const page = title?.page ?? blocks[0]?.page;
  if (!first || block.kind !== 'paragraph' || block.page !== page) return false;
  const text = headingText(block);
  if (title && blocks.indexOf(block) < blocks.indexOf(title)) return text.split(' ').length < SHORT_WORDS;
  if (first.size < SMALL * statistics.bodySize) return IMPRINT.test(text);
  return IMPRINT_START.test(text);
}

/** What follows the word `Abstract`; without it, a long paragraph between the title and the first section. */
function abstractOf(blocks: readonly Block[], title: Block | null): string | null {
  const named = blocks.findIndex((block) => block.kind === 'heading' && isAbstractName(headingText(block)));
  const start = named >= 0 ? named + 1 : title ? blocks.indexOf(title) + 1 : 0;
  const end = blocks.findIndex((block, i) => i >= start && block.kind === 'heading');
  const body = blocks.slice(start, end < 0 ? start : end).filter((block) => block.kind === 'paragraph');
  const texts = body.map(headingText);
  const after = texts.findIndex(endsAbstract);
  if (named >= 0) return texts.slice(0, after < 0 ? undefined : after).join('\n\n') || null;
  return texts.find((text) => text.split(' ').length > 60) ?? null;
}

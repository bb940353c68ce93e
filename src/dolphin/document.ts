/** What Dolphin read off the elements of all pages → ParsedDocument. */
import type { ExtractedEquation, ExtractedFigure, ExtractedTable, ParsedDocument } from '../model/schemas.ts';
import { joinPair } from '../paper/lines/dehyphenate.ts';
import { elementMarkdown, formula, headingText, isHeading } from './element-markdown.ts';
import { figuresOf, type PlacedFigure } from './figures.ts';
import { htmlTableMarkdown } from './html-table.ts';
import { WHOLE_PAGE } from './page-elements.ts';
import type { ReadElement, ReadPage } from './read-page.ts';

export interface DocumentNames {
  readonly docId: string;
  readonly docType: 'poster' | 'paper';
  readonly sourcePath: string;
  readonly model: string;
}

/** Printed on every page, and no part of the text. */
const FURNITURE = /^(?:watermark|page_?num(?:ber)?)$/;
const RUNNING = /^(?:head|header|foot|footer)$/;

export function documentOf(pages: readonly ReadPage[], names: DocumentNames): ParsedDocument {
  const { docId, docType, sourcePath, model } = names;
  const left = pages.map((page) => ({ ...page, elements: page.elements.filter((each) => isText(each, docType)) }));
  const placed = figuresOf(left, docId);
  const elements = left.flatMap((page) => page.elements);
  const [first] = pages;
  const wholePages = elements.filter(({ label }) => label === WHOLE_PAGE.label).length;
  return {
    doc_id: docId,
    doc_type: docType,
    source_path: sourcePath,
    markdown_content: `${blocksOf(elements, placed, docType).join('\n\n')}\n`,
    figures: placed.map(({ figure }) => figure),
    tables: placed.filter(({ figure }) => figure.kind === 'table').map(tableOf),
    equations: left.flatMap(equationsOf),
    metadata: {
      parser: 'dolphin',
      model,
      pages: pages.length,
      // Pixels in which the first page was read.
      page_size: first ? [first.width, first.height] : null,
      whole_pages: wholePages,
      ...frontMatter(elements),
    },
  };
}

const isText = ({ label, tags }: ReadElement, docType: 'poster' | 'paper'): boolean =>
  !FURNITURE.test(label) && !(docType === 'paper' && (RUNNING.test(label) || tags.includes('meta_num')));

const equationsOf = ({ number, elements }: ReadPage): ExtractedEquation[] =>
  elements
    .filter(({ label, text }) => label === 'equ' && text.trim() !== '')
    .map(({ text, box }) => ({
      latex: formula(text),
      text: formula(text),
      page_number: number,
      bbox_pct: box,
      label: null,
      confidence: null,
    }));

function blocksOf(
  elements: readonly ReadElement[],
  placed: readonly PlacedFigure[],
  docType: ParsedDocument['doc_type'],
): string[] {
  const pictures = new Map(
    placed.flatMap(({ figure, parts: [first] }) =>
      first && figure.kind !== 'table' ? [[first, figure] as const] : [],
    ),
  );
  const blocks: string[] = [];
  let goesOn = false;
  for (const element of elements) {
    const figure = pictures.get(element);
    const block = figure ? imageLine(figure, docType) : elementMarkdown(element.label, element.text);
    if (block === '') continue;
    const before = goesOn ? blocks.pop() : undefined;
    blocks.push(before === undefined ? block : joinPair(before, block));
    goesOn = element.goesOn && element.label === 'para';
  }
  return blocks;
}

/** A poster's figures get their names later, when it is known which are the paper's. */
const imageLine = ({ label, caption, figure_id }: ExtractedFigure, docType: ParsedDocument['doc_type']): string =>
  docType === 'paper'
    ? `![${label ?? 'figure'}](figures/${figure_id}.png)`
    : `![${(caption ?? label ?? 'figure').replaceAll(/[[\]]/g, '')}](figure)`;

const tableOf = ({ figure, parts }: PlacedFigure): ExtractedTable => ({
  label: figure.label,
  caption: figure.caption,
  page_number: figure.page_number,
  markdown: parts.map(({ text }) => htmlTableMarkdown(text)).join('\n\n'),
  bbox_pct: figure.bbox_pct,
});

/** Title and abstract, where Dolphin says which they are. */
function frontMatter(elements: readonly ReadElement[]): { title: string | null; abstract: string | null } {
  const title = elements.find(({ label }) => label === 'sec_0' || label === 'title');
  const abstract = elements.filter(({ label, tags }) => tags.includes('paper_abstract') && !isHeading(label));
  const words = abstract.map(({ label, text }) => elementMarkdown(label, text)).filter((text) => text !== '');
  return {
    title: title ? headingText(title.text) || null : null,
    abstract: words.length > 0 ? words.join('\n\n') : null,
  };
}

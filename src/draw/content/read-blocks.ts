/** Markdown → blocks. All of it is text of strangers: tags are words like others, links lead nowhere. */
import type { Token, Tokens } from 'marked';
import type { Inline } from '../type/inline.ts';
import type { Block, TableBlock } from './blocks.ts';
import { parseMarkdown } from './markdown-tokens.ts';
import { inlinesOf, plainText } from './read-inlines.ts';

/** `*Figure: what it shows*`, as data sets call a poster's own figures. */
const OWN_FIGURE = /^\*Figure(?::\s*([\s\S]*?))?\*$/;
/** Items deeper than this stand as deep as this. */
const DEEPEST = 3;

export const readBlocks = (markdown: string): Block[] => blocksOf(parseMarkdown(markdown));

export function blocksOf(tokens: readonly Token[]): Block[] {
  return tokens.flatMap((token) => blockOf(token as Tokens.Generic));
}

function blockOf(token: Tokens.Generic): Block[] {
  switch (token.type) {
    case 'heading':
      return [{ kind: 'subheading', words: inlinesOf(token.tokens ?? []) }];
    case 'paragraph':
      return paragraphOf(token);
    case 'list':
      return itemsOf(token as Tokens.List, 0);
    case 'table':
      return [tableOf(token as Tokens.Table)];
    case 'code':
      return [{ kind: 'code', text: String(token.text) }];
    case 'displayFormula':
      return [{ kind: 'formula', latex: String(token.text) }];
    case 'blockquote':
      return blocksOf(token.tokens ?? []).map((block) =>
        block.kind === 'paragraph' ? { ...block, kind: 'quotation' } : block,
      );
    case 'html':
    case 'text':
      return withWords('paragraph', inlinesOf(token.tokens ?? [token]));
    default:
      return [];
  }
}

/** Pictures stand by themselves, wherever in a paragraph they were written. */
function paragraphOf({ raw, tokens = [] }: Tokens.Generic): Block[] {
  const [own, described] = OWN_FIGURE.exec(raw.trim()) ?? [];
  if (own !== undefined) return [{ kind: 'figure', words: described?.trim() ?? '', isLinked: false, figure: null }];
  const blocks: Block[] = [];
  let words: Token[] = [];
  const close = () => {
    blocks.push(...withWords('paragraph', inlinesOf(words)));
    words = [];
  };
  for (const token of tokens) {
    if (token.type === 'image') {
      close();
      const { text, href } = token as Tokens.Image;
      blocks.push({ kind: 'figure', words: text, isLinked: href !== 'figure', figure: null });
    } else if (token.type === 'displayFormula') {
      close();
      blocks.push({ kind: 'formula', latex: String((token as Tokens.Generic).text) });
    } else words.push(token);
  }
  close();
  return blocks;
}

function withWords(kind: 'paragraph', words: readonly Inline[]): Block[] {
  return plainText(words).trim() === '' && !words.some(({ kind: each }) => each === 'formula') ? [] : [{ kind, words }];
}

function itemsOf(list: Tokens.List, depth: number): Block[] {
  let number = typeof list.start === 'number' ? list.start : 1;
  return list.items.flatMap((item) => {
    const marker = list.ordered ? `${number++}.` : '•';
    const nested = item.tokens.flatMap((token): Block[] => {
      if (token.type === 'list') return itemsOf(token as Tokens.List, Math.min(depth + 1, DEEPEST));
      return blockOf(token as Tokens.Generic);
    });
    const [first, ...rest] = nested;
    if (first?.kind !== 'paragraph') return nested;
    return [{ kind: 'item', depth, marker, words: first.words }, ...rest];
  });
}

function tableOf({ align, header, rows }: Tokens.Table): TableBlock {
  const cellsOf = (row: readonly Tokens.TableCell[]) => row.map(({ tokens }) => inlinesOf(tokens));
  const head = cellsOf(header);
  const hasHead = head.some((words) => plainText(words).trim() !== '');
  return {
    kind: 'table',
    align: align.map((side) => side ?? 'left'),
    rows: [
      ...(hasHead ? [{ isHead: true, cells: head }] : []),
      ...rows.map((row) => ({ isHead: false, cells: cellsOf(row) })),
    ],
  };
}

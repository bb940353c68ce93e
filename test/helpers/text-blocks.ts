/** Blocks for tests, in a column from 50 to 250 points. */
import type { Block } from '../../src/paper/blocks/block.ts';
import type { TextLine } from '../../src/paper/lines/text-line.ts';

export const blockAt = (lines: TextLine[], look: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  page: lines[0]?.page ?? 1,
  lines,
  left: 50,
  right: 250,
  level: 0,
  markdown: null,
  indented: false,
  ...look,
});

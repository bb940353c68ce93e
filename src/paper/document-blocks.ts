/** Pages of lines → the blocks of the whole document, in reading order. */
import type { Block } from './block.ts';
import { buildBlocks } from './build-blocks.ts';
import { captionLabel } from './captions-seam.ts';
import { findGutters, type Gutter, readingOrder } from './columns.ts';
import { joinParagraphs } from './flow.ts';
import { findFurniture } from './furniture.ts';
import { markHeadings } from './headings.ts';
import type { PageText } from './page-text.ts';
import { textStatistics } from './statistics.ts';
import { markTitle } from './title.ts';

export function documentBlocks(pages: readonly PageText[]): Block[] {
  const furniture = findFurniture(pages);
  let gutters: Gutter[] = [];
  const regions = pages.flatMap((page) => {
    const lines = page.lines.filter((line) => line.angle === 0 && !furniture.has(line));
    gutters = findGutters(lines, gutters);
    return readingOrder(lines, gutters);
  });
  const statistics = textStatistics(regions);
  const blocks = regions.flatMap((region) => buildBlocks(region, statistics));
  for (const block of blocks) {
    const first = block.lines[0];
    if (first && captionLabel(first.text)) block.kind = 'caption';
  }
  markTitle(blocks, statistics);
  markHeadings(blocks, statistics);
  return joinParagraphs(blocks);
}

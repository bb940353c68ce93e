/** The blocks of a section → rows of a given width, from top to bottom. */
import { isCaption } from '../../dataset/markdown-sections.ts';
import type { Block, FigureBlock } from '../content/blocks.ts';
import { plainText } from '../content/read-inlines.ts';
import { mixed, readableOn } from '../page/colours.ts';
import type { DisplayFormula, Mark } from '../page/poster-drawing.ts';
import type { Typesetting } from '../type/atoms.ts';
import { PLAIN } from '../type/typeface.ts';
import type { SectionLook } from './look.ts';
import type { Row } from './row.ts';
import { type PictureOf, setFigures, standSideBySide } from './set-figures.ts';
import { setTable } from './set-table.ts';
import { setText, type TextSetting } from './set-text.ts';
import type { TypeScale } from './type-scale.ts';

export interface BlockSetting {
  readonly width: number;
  readonly scale: TypeScale;
  readonly look: SectionLook;
  readonly pictureOf: PictureOf;
  readonly typesetting: Typesetting;
}

export function setBlocks(blocks: readonly Block[], setting: BlockSetting): Row[] {
  const rows: Row[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    if (!block) continue;
    if (block.kind === 'figure') {
      const beside = besideOf(blocks, i);
      const { width, scale, look, pictureOf, typesetting } = setting;
      rows.push(setFigures(beside, width, scale, look, pictureOf, typesetting));
      i += beside.length - 1;
    } else rows.push(setBlock(block, blocks[i - 1] ?? null, setting));
  }
  return rows;
}

/** More in a row than this are too small to be seen. */
const MOST_BESIDE = 4;

function besideOf(blocks: readonly Block[], start: number): FigureBlock[] {
  const beside: FigureBlock[] = [];
  for (const block of blocks.slice(start, start + MOST_BESIDE)) {
    const last = beside.at(-1);
    if (block.kind !== 'figure' || (last && !standSideBySide(last, block))) break;
    beside.push(block);
  }
  return beside;
}

function setBlock(block: Exclude<Block, FigureBlock>, previous: Block | null, setting: BlockSetting): Row {
  const { width, scale, look, typesetting } = setting;
  const colours = { colour: look.text, ground: look.fill, scale, width };
  const text = (own: Pick<TextSetting, 'role' | 'words'> & Partial<TextSetting>, before = scale.gap): Row => {
    const set = setText({ ...colours, ...own }, typesetting);
    return { marks: [set], height: set.area.height, before };
  };
  switch (block.kind) {
    case 'subheading':
      return text({ role: 'subheading', words: block.words, bold: true, colour: look.accent }, scale.gap * 1.3);
    case 'paragraph':
      if (previous?.kind === 'figure' && isCaption(plainText(block.words)))
        return text({ role: 'caption', words: block.words, align: 'center', colour: look.muted }, scale.gap * 0.6);
      return text({ role: 'paragraph', words: block.words });
    case 'quotation':
      return text({ role: 'paragraph', words: block.words, indent: scale.body * 1.2, colour: look.muted });
    case 'item': {
      const indent = scale.body * 1.15 * (block.depth + 1) + (block.marker.length > 2 ? scale.body * 0.5 : 0);
      const { marker, words } = block;
      return text({ role: 'item', words, marker, indent }, previous?.kind === 'item' ? scale.gap * 0.6 : scale.gap);
    }
    case 'table': {
      const table = setTable(block, width, scale, look, typesetting);
      return { marks: [table], height: table.area.height, before: scale.gap };
    }
    case 'code':
      return setCode(block.text, setting);
    case 'formula':
      return setDisplayFormula(block.latex, setting);
  }
}

function setCode(code: string, { width, scale, look, typesetting }: BlockSetting): Row {
  const pad = scale.body * 0.5;
  const fill = mixed(look.fill, look.text, 0.06);
  const style = { ...PLAIN, mono: true };
  const words = code
    .replaceAll('\t', '  ')
    .split('\n')
    .flatMap((line) => [
      { kind: 'text', text: line === '' ? ' ' : line, style, shift: null } as const,
      { kind: 'break' } as const,
    ]);
  const text = setText(
    { role: 'code', words, width: width - 2 * pad, scale, colour: readableOn(fill, look.text), ground: fill },
    typesetting,
  );
  const height = text.area.height + 2 * pad;
  const panel: Mark = { kind: 'panel', area: { x: 0, y: 0, width, height }, fill };
  return { marks: [panel, { ...text, area: { ...text.area, x: pad, y: pad } }], height, before: scale.gap };
}

/** Larger than the text around it, or as small as the column asks for. */
function setDisplayFormula(latex: string, setting: BlockSetting): Row {
  const { width, scale, look, typesetting } = setting;
  const formula = typesetting.formulas?.(latex, true) ?? null;
  if (!formula) {
    typesetting.unknownFormulas.add(latex);
    return setCode(latex, setting);
  }
  const size = Math.min(scale.body * 1.1, width / formula.width);
  const pad = scale.body * 0.15;
  const height = (formula.height + formula.depth) * size + 2 * pad;
  const across = formula.width * size;
  const mark: DisplayFormula = {
    kind: 'formula',
    area: { x: (width - across) / 2, y: 0, width: across, height },
    baseline: pad + formula.height * size,
    size,
    colour: look.text,
    ground: look.fill,
    formula,
  };
  return { marks: [mark], height, before: scale.gap };
}

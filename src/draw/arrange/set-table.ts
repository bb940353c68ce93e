/** A table with rules above, below and under its head, its columns as wide as their words ask for. */
import type { TableBlock } from '../content/blocks.ts';
import type { Table, TableRow } from '../page/poster-drawing.ts';
import type { Typesetting } from '../type/atoms.ts';
import type { SectionLook } from './look.ts';
import { atomsFor, setText } from './set-text.ts';
import { sizeOf, type TypeScale } from './type-scale.ts';

/** Around the words of a cell, as shares of the size. */
const PAD = { x: 0.45, y: 0.28 };

export function setTable(
  block: TableBlock,
  width: number,
  scale: TypeScale,
  look: SectionLook,
  typesetting: Typesetting,
): Table {
  const { size } = sizeOf('cell', scale);
  const columns = columnWidths(block, width, size, typesetting);
  const count = columns.length;
  let top = 0;
  const rows = block.rows.map(({ isHead, cells }): TableRow => {
    let left = 0;
    const set = Array.from({ length: count }, (_, i) => {
      const across = columns[i] ?? 0;
      const text = setText(
        {
          role: 'cell',
          words: cells[i] ?? [],
          width: across - 2 * PAD.x * size,
          scale,
          colour: look.text,
          ground: look.fill,
          align: block.align[i] ?? 'left',
          bold: isHead,
        },
        typesetting,
      );
      const area = { ...text.area, x: left + PAD.x * size, y: top + PAD.y * size };
      left += across;
      return { ...text, area };
    });
    const height = Math.max(0, ...set.map(({ area }) => area.height)) + 2 * PAD.y * size;
    top += height;
    return { top: top - height, height, isHead, cells: set };
  });
  const across = columns.reduce((sum, column) => sum + column, 0);
  const area = { x: (width - across) / 2, y: 0, width: across, height: top };
  return { kind: 'table', area, columns, rows, rule: look.muted };
}

/** What the words ask for where there is room; else no less than the longest word, and the rest by need. */
function columnWidths({ rows }: TableBlock, width: number, size: number, typesetting: Typesetting): number[] {
  const count = Math.max(1, ...rows.map(({ cells }) => cells.length));
  const pads = 2 * PAD.x * size;
  const needs = Array.from({ length: count }, (_, i) => {
    const atoms = rows.map(({ isHead, cells }) => atomsFor(cells[i] ?? NOTHING, isHead, typesetting));
    const whole = atoms.map((cell) => cell.reduce((sum, atom) => sum + atom.width, 0));
    const least = atoms.map((cell) => Math.max(0, ...cell.map(({ inkWidth }) => inkWidth)));
    return { whole: Math.max(0.5, ...whole) * size * 1.01 + pads, least: Math.max(0.5, ...least) * size * 1.01 + pads };
  });
  const sum = (key: 'whole' | 'least'): number => needs.reduce((total, need) => total + need[key], 0);
  const room = width - sum('whole');
  if (room >= 0) return needs.map(({ whole }) => whole + Math.min(room / count, size * 2));
  const spare = width - sum('least');
  if (spare < 0) return needs.map(({ least }) => (least * width) / sum('least'));
  return needs.map(({ whole, least }) => least + (spare * (whole - least)) / (sum('whole') - sum('least')));
}

const NOTHING: TableBlock['rows'][number]['cells'][number] = [];

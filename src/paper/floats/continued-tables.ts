/** Tables that go on over pages, each part under a caption of its own (`Table 1: Continued`) → one where it begins. */
import type { Float } from '../blocks/block.ts';
import type { TableContent } from '../tables/table-markdown.ts';
import { isContinued } from '../vocabulary/caption-label.ts';
import { markdownFloat, type PlacedTable } from './floats.ts';

interface Joined {
  readonly tables: readonly PlacedTable[];
  /** What a float becomes; `null` when it went into another. */
  readonly floats: ReadonlyMap<Float, Float | null>;
}

/** Parts of as many columns as the table's first part; the others stay where they are. */
export function joinContinued(tables: readonly PlacedTable[]): Joined {
  const joined: PlacedTable[] = [];
  const floats = new Map<Float, Float | null>();
  const printed = new Map<PlacedTable, Float>();
  for (const table of tables) {
    const at = joined.findLastIndex(({ caption }) => caption.label === table.caption.label);
    const first = joined[at];
    if (!first || !isContinued(table.caption.text) || widthOf(first.content) !== widthOf(table.content)) {
      joined.push(table);
      printed.set(table, table.float);
      continue;
    }
    const rows = [...first.content.rows, ...table.content.rows.slice(table.content.head)];
    const whole = markdownFloat(first.caption, first, { ...first.content, rows });
    const origin = printed.get(first)!;
    joined[at] = whole;
    printed.set(whole, origin);
    floats.set(origin, whole.float).set(table.float, null);
  }
  return { tables: joined, floats };
}

const widthOf = ({ rows }: TableContent): number => (rows[0] ?? []).reduce((sum, cell) => sum + cell.columns, 0);

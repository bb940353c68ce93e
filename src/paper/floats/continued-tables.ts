/** Tables that go on over pages, each part under a caption of its own (`Table 1: Continued`) → one where it begins. */
import type { Float } from '../blocks/block.ts';
import { stackParts } from '../tables/stack-parts.ts';
import { tableContent } from '../tables/table-content.ts';
import type { TableContent } from '../tables/table-markdown.ts';
import { isContinued } from '../vocabulary/caption-label.ts';
import { markdownFloat, type PlacedTable } from './floats.ts';

interface Joined {
  readonly tables: readonly PlacedTable[];
  /** What a float becomes; `null` when it went into another. */
  readonly floats: ReadonlyMap<Float, Float | null>;
}

/** Parts of as many columns, or of one width and read anew as one; others stay where they are. */
export function joinContinued(tables: readonly PlacedTable[]): Joined {
  const floats = new Map<Float, Float | null>();
  const joined = partsOf(tables).flatMap((parts) => {
    const [first, ...later] = parts;
    const content = later.length > 0 ? wholeOf(parts) : null;
    if (!first || !content) return parts;
    const whole = markdownFloat(first.caption, first, content);
    floats.set(first.float, whole.float);
    for (const { float } of later) floats.set(float, null);
    return [whole];
  });
  return { tables: joined, floats };
}

/** Each table with the parts that follow it, in the order of the first ones. */
function partsOf(tables: readonly PlacedTable[]): PlacedTable[][] {
  const groups: PlacedTable[][] = [];
  for (const table of tables) {
    const group = groups.findLast(([first]) => first?.caption.label === table.caption.label);
    if (group && isContinued(table.caption.text)) group.push(table);
    else groups.push([table]);
  }
  return groups;
}

function wholeOf(parts: readonly PlacedTable[]): TableContent | null {
  const [first, ...later] = parts;
  if (!first) return null;
  if (later.every(({ content }) => columnsOf(content) === columnsOf(first.content))) {
    const rows = later.flatMap(({ content }) => content.rows.slice(repeatsHead(first, content) ? content.head : 0));
    return { ...first.content, rows: [...first.content.rows, ...rows] };
  }
  const whole = later.every(({ content }) => repeatsHead(first, content)) ? stackParts(parts) : null;
  return whole && tableContent(whole.lines, whole);
}

const columnsOf = ({ rows }: TableContent): number => (rows[0] ?? []).reduce((sum, cell) => sum + cell.columns, 0);

/** Share of the words of two heads that they have in common when one repeats the other. */
const ALIKE = 0.8;

function repeatsHead({ content }: PlacedTable, part: TableContent): boolean {
  const [own, other] = [headWords(content), headWords(part)];
  const common = [...own].filter((word) => other.has(word)).length;
  return common >= ALIKE * (own.size + other.size - common);
}

const headWords = ({ rows, head }: TableContent): Set<string> =>
  new Set(
    rows
      .slice(0, head)
      .flat()
      .flatMap(({ text }) => text.split(/\s+/)),
  );

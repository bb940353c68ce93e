/** Lines of text → header, columns and sections, by position and size alone. */
import { unite } from '../../pdf/geometry.ts';
import { findColumns } from './columns.ts';
import type { Sheet, TextLine } from './sheet.ts';
import type { Header, PosterStructure, Section } from './structure.ts';

/** The title stands in this share of the height. */
const TITLE_ZONE = 0.3;
/** Title lines are nearly of one size. */
const TITLE_SIZE = 0.75;
/** A heading is larger than the text around it by this factor. */
const HEADING_SIZE = 1.25;
const HEADING_WORDS = 10;

export function findStructure({ picture, lines }: Sheet): PosterStructure {
  const header = findHeader(lines, picture.height);
  const body = lines.filter((line) => !header.title.includes(line) && !header.rest.includes(line));
  const columns = findColumns(
    body.map(({ box }) => box),
    picture.width,
  );
  const size = medianSize(body);
  const sections = columns.flatMap((column, index) => {
    const inside = body.filter(({ box }) => (box.x0 + box.x1) / 2 >= column.x0 && (box.x0 + box.x1) / 2 < column.x1);
    return splitAtHeadings(inside, size).map((part) => ({ ...part, column: index + 1 }));
  });
  return { header, sections, columns };
}

function findHeader(lines: readonly TextLine[], height: number): Header {
  const candidates = lines.filter(({ box, text }) => box.y0 < height * TITLE_ZONE && text.length >= 4);
  const largest = Math.max(0, ...candidates.map(({ size }) => size));
  const title = candidates.filter(({ size }) => size >= largest * TITLE_SIZE).slice(0, 4);
  if (title.length === 0) return { bottom: 0, title: [], rest: [] };
  const titleBox = unite(title.map(({ box }) => box));
  const below = Math.max(titleBox.y1, largest) * 1.35;
  const rest = lines.filter((line) => !title.includes(line) && line.box.y1 < below);
  return { bottom: unite([...title, ...rest].map(({ box }) => box)).y1, title, rest };
}

function splitAtHeadings(lines: readonly TextLine[], size: number): Omit<Section, 'column'>[] {
  const sorted = [...lines].sort((a, b) => a.box.y0 - b.box.y0);
  const parts: { heading: TextLine[]; body: TextLine[] }[] = [];
  for (const line of sorted) {
    const last = parts.at(-1);
    if (isHeading(line, size)) {
      if (last && last.body.length === 0) last.heading.push(line);
      else parts.push({ heading: [line], body: [] });
    } else if (last) last.body.push(line);
    else parts.push({ heading: [], body: [line] });
  }
  return parts.map((part) => ({ ...part, box: unite([...part.heading, ...part.body].map(({ box }) => box)) }));
}

const isHeading = ({ text, size }: TextLine, usual: number): boolean =>
  size > usual * HEADING_SIZE && text.split(' ').length <= HEADING_WORDS && /\p{L}{3}/u.test(text);

/** Half of the letters are in smaller print. */
function medianSize(lines: readonly TextLine[]): number {
  const sorted = [...lines].sort((a, b) => a.size - b.size);
  const half = sorted.reduce((sum, { text }) => sum + text.length, 0) / 2;
  let seen = 0;
  for (const { text, size } of sorted) {
    seen += text.length;
    if (seen >= half) return size;
  }
  return 0;
}

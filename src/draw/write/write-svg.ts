/** A drawing as one SVG: text is text, fonts and pictures are in it, nothing is asked for from elsewhere. */
import type { DisplayFormula, Drawing, DrawnBox, Mark, Picture, Table, TextBlock } from '../page/poster-drawing.ts';
import type { Line, Piece } from '../type/broken-line.ts';
import type { SetFormula } from '../type/set-formula.ts';
import { escapeMarkup, points } from './escape-markup.ts';
import { facesOf, familyOf, fontRules } from './font-styles.ts';
import { tableRules } from './table-rules.ts';

export function writeSvg(drawing: Drawing): string {
  const { width, height, title, ground, boxes } = drawing;
  const size = `width="${points(width)}pt" height="${points(height)}pt" viewBox="0 0 ${points(width)} ${points(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${escapeMarkup(title)}">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${fontRules(facesOf(drawing))}\ntext{white-space:pre}</style>`,
    box({ x: 0, y: 0, width, height }, ground),
    ...boxes.map(writeBox),
    '</svg>\n',
  ].join('\n');
}

const box = ({ x, y, width, height }: DrawnBox['area'], fill: string, more = ''): string =>
  `<rect x="${points(x)}" y="${points(y)}" width="${points(width)}" height="${points(height)}" fill="${fill}"${more}/>`;

function writeBox({ id, area, fill, border, marks }: DrawnBox): string {
  const edge = border === null ? '' : ` stroke="${border}" stroke-width="2"`;
  const ground = fill === null && border === null ? [] : [box(area, fill ?? 'none', edge)];
  return [`<g id="${escapeMarkup(id)}">`, ...ground, ...marks.map(writeMark), '</g>'].join('\n');
}

function writeMark(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return writeText(mark, mark.area.x, mark.area.y);
    case 'picture':
      return writePicture(mark);
    case 'formula':
      return writeDisplay(mark);
    case 'table':
      return writeTable(mark);
    case 'panel':
      return box(mark.area, mark.fill);
  }
}

function writeText({ lines, marker, colour }: TextBlock, x: number, y: number): string {
  return [...(marker ? [marker] : []), ...lines].map((line) => writeLine(line, x, y, colour)).join('\n');
}

const writeLine = (line: Line, x: number, y: number, colour: string): string =>
  line.pieces.map((piece) => writePiece(piece, x + line.x + piece.x, y + line.baseline, colour)).join('');

function writePiece(piece: Piece, x: number, baseline: number, colour: string): string {
  if (piece.kind === 'formula') return outlines(piece.formula, x, baseline, piece.size, colour);
  const { text, width, face, size, raise } = piece;
  const place = `x="${points(x)}" y="${points(baseline - raise)}" textLength="${points(width)}"`;
  const look = `font-family="${escapeMarkup(familyOf(face))}" font-size="${points(size)}" fill="${colour}"`;
  return `<text ${place} ${look}>${escapeMarkup(text)}</text>`;
}

/** A formula is a picture made of paths; its source stays with it for those who cannot see it. */
export function outlines(formula: SetFormula, x: number, baseline: number, size: number, colour: string): string {
  const paths = formula.outlines.map(
    ({ path, matrix }) => `<path transform="matrix(${matrix.join(' ')})" d="${path}"/>`,
  );
  const place = `transform="translate(${points(x)} ${points(baseline)}) scale(${points(size)})"`;
  return `<g ${place} fill="${colour}" role="img" aria-label="${escapeMarkup(formula.latex)}">${paths.join('')}</g>`;
}

const writeDisplay = ({ area, baseline, size, colour, formula }: DisplayFormula): string =>
  outlines(formula, area.x, area.y + baseline, size, colour);

function writePicture({ area: { x, y, width, height }, image, alt }: Picture): string {
  const place = `x="${points(x)}" y="${points(y)}" width="${points(width)}" height="${points(height)}"`;
  const data = `data:${image.mediaType};base64,${image.bytes.toString('base64')}`;
  return `<image ${place} preserveAspectRatio="none" href="${data}"><title>${escapeMarkup(alt)}</title></image>`;
}

function writeTable(table: Table): string {
  const { area, rows } = table;
  const cells = rows.flatMap((row) =>
    row.cells.map((cell) => writeText(cell, area.x + cell.area.x, area.y + cell.area.y)),
  );
  return [...cells, ...tableRules(table).map((rule) => box(rule, table.rule))].join('\n');
}

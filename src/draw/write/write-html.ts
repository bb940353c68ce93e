/** A drawing as one HTML page: headings, lists of lines and tables where they stand on the poster, pictures with their words. */
import { createHash } from 'node:crypto';
import type { Area, Drawing, DrawnBox, Mark, TextBlock } from '../page/poster-drawing.ts';
import type { Line, Piece } from '../type/broken-line.ts';
import type { SetFormula } from '../type/set-formula.ts';
import { escapeMarkup, points } from './escape-markup.ts';
import { facesOf, familyOf, fontRules } from './font-styles.ts';
import { tableRules } from './table-rules.ts';

const ELEMENTS: Readonly<Record<TextBlock['role'], string>> = {
  title: 'h1',
  authors: 'p',
  heading: 'h2',
  subheading: 'h3',
  paragraph: 'p',
  item: 'p',
  caption: 'p',
  code: 'pre',
  cell: 'span',
};

const STYLE = `html{background:#ddd}body{margin:0}
main{position:relative;overflow:hidden;margin:0 auto}
main *{position:absolute;margin:0;padding:0;font:inherit}
.l{white-space:pre;line-height:1}
svg{overflow:visible}`;

export function writeHtml(drawing: Drawing): string {
  const { width, height, title, ground, boxes } = drawing;
  const page = `@page{size:${points(width)}pt ${points(height)}pt;margin:0}`;
  const style = `${fontRules(facesOf(drawing))}\n${STYLE}\n${page}`;
  // Only this style sheet and pictures in the page itself: no script runs and nothing is asked for, whatever the text says.
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; style-src-attr 'unsafe-inline'; img-src data:; font-src data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main style="width:${points(width)}pt;height:${points(height)}pt;background:${ground}">
${boxes.map(writeBox).join('\n')}
</main>
</body>
</html>
`;
}

const place = ({ x, y, width, height }: Area): string =>
  `left:${points(x)}pt;top:${points(y)}pt;width:${points(width)}pt;height:${points(height)}pt`;

const TAGS = { header: 'header', section: 'section', footer: 'footer' } as const;

function writeBox({ id, kind, area, fill, border, marks }: DrawnBox): string {
  const ground = fill === null ? '' : `;background:${fill}`;
  const edge = border === null ? '' : `;outline:2pt solid ${border};outline-offset:-1pt`;
  const inner = marks.map((mark) => writeMark(mark, area.x, area.y)).join('\n');
  return `<${TAGS[kind]} id="${escapeMarkup(id)}" style="${place(area)}${ground}${edge}">\n${inner}\n</${TAGS[kind]}>`;
}

/** What stands in a box is placed from the box's corner. */
function writeMark(mark: Mark, left: number, top: number): string {
  const area = { ...mark.area, x: mark.area.x - left, y: mark.area.y - top };
  switch (mark.kind) {
    case 'text':
      return writeText(mark, area);
    case 'picture': {
      const data = `data:${mark.image.mediaType};base64,${mark.image.bytes.toString('base64')}`;
      return `<img style="${place(area)}" alt="${escapeMarkup(mark.alt)}" src="${data}">`;
    }
    case 'formula':
      return writeFormula(mark.formula, area.x, area.y + mark.baseline, mark.size, mark.colour);
    case 'panel':
      return `<div style="${place(area)};background:${mark.fill}"></div>`;
    case 'table': {
      const rows = mark.rows.map((row) => {
        const role = row.isHead ? 'columnheader' : 'cell';
        const cells = row.cells.map(
          (cell) => `<div role="${role}" style="left:0;top:0">${writeText(cell, cell.area)}</div>`,
        );
        return `<div role="row" style="left:0;top:0">${cells.join('')}</div>`;
      });
      const rules = tableRules({ ...mark, area: { ...area, x: 0, y: 0 } });
      const drawn = rules.map((rule) => `<i style="${place(rule)};background:${mark.rule}"></i>`);
      return `<div role="table" style="${place(area)}">${rows.join('')}${drawn.join('')}</div>`;
    }
  }
}

function writeText({ role, lines, marker, colour }: TextBlock, area: Area): string {
  const element = ELEMENTS[role];
  const drawn = [...(marker ? [marker] : []), ...lines].map(writeLine).join('');
  return `<${element} style="${place(area)};color:${colour}">${drawn}</${element}>`;
}

/** A space at the end of each line, so that copied text keeps its words apart. */
const writeLine = (line: Line): string =>
  `${line.pieces.map((piece) => writePiece(piece, line.x + piece.x, line.baseline)).join('')} `;

/** Of Arimo in a line box as high as its size: from the top to the baseline. */
const BASELINE = { Arimo: 0.8465, Cousine: 0.7665, 'DejaVu Sans': 0.846 } as const;

function writePiece(piece: Piece, x: number, baseline: number): string {
  if (piece.kind === 'formula') return writeFormula(piece.formula, x, baseline, piece.size, 'currentColor');
  const { text, face, size, raise } = piece;
  const top = baseline - raise - BASELINE[face.family] * size;
  const look = `font-family:${escapeMarkup(familyOf(face))};font-size:${points(size)}pt`;
  return `<span class="l" style="left:${points(x)}pt;top:${points(top)}pt;${look}">${escapeMarkup(text)}</span>`;
}

function writeFormula(formula: SetFormula, x: number, baseline: number, size: number, colour: string): string {
  const { width, height, depth, latex, outlines } = formula;
  const area = { x, y: baseline - height * size, width: width * size, height: (height + depth) * size };
  const paths = outlines
    .map(({ path, matrix }) => `<path transform="matrix(${matrix.join(' ')})" d="${path}"/>`)
    .join('');
  const view = `viewBox="0 ${-height} ${width} ${height + depth}"`;
  return `<svg ${view} style="${place(area)};fill:${colour}" role="img" aria-label="${escapeMarkup(latex)}">${paths}</svg>`;
}

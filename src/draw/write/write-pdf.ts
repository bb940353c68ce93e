/** A drawing as PDF: embedded fonts, text that can be searched and copied, formulas as vectors. */
import PdfDocument from 'pdfkit';
import type { Drawing, DrawnBox, Mark, TextBlock } from '../page/poster-drawing.ts';
import type { Line, Piece } from '../type/broken-line.ts';
import type { SetFormula } from '../type/set-formula.ts';
import { tableRules } from './table-rules.ts';

type Document = PDFKit.PDFDocument;

/** The same drawing gives the same bytes, whenever it is written. */
const NO_DAY = new Date(0);

export async function writePdf(drawing: Drawing): Promise<Buffer> {
  const { width, height, title } = drawing;
  const info = {
    Title: title,
    CreationDate: NO_DAY,
    ModDate: NO_DAY,
    Producer: 'poster-stream',
    Creator: 'poster-stream',
  };
  const document = new PdfDocument({ size: [width, height], margin: 0, info, displayTitle: true, font: '' });
  const chunks: Buffer[] = [];
  const written = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  paint(document, { x: 0, y: 0, width, height }, drawing.ground);
  for (const box of drawing.boxes) writeBox(document, box);
  document.end();
  return await written;
}

function writeBox(document: Document, { area, fill, border, marks }: DrawnBox): void {
  if (fill !== null) paint(document, area, fill);
  if (border !== null) document.lineWidth(2).rect(area.x, area.y, area.width, area.height).stroke(border);
  for (const mark of marks) writeMark(document, mark);
}

const paint = (document: Document, { x, y, width, height }: DrawnBox['area'], fill: string): Document =>
  document.rect(x, y, width, height).fill(fill);

function writeMark(document: Document, mark: Mark): void {
  const { x, y, width, height } = mark.area;
  switch (mark.kind) {
    case 'text':
      writeText(document, mark, x, y);
      return;
    case 'picture':
      document.image(mark.image.bytes, x, y, { width, height });
      return;
    case 'formula':
      writeFormula(document, mark.formula, x, y + mark.baseline, mark.size, mark.colour);
      return;
    case 'panel':
      paint(document, mark.area, mark.fill);
      return;
    case 'table':
      for (const { cells } of mark.rows)
        for (const cell of cells) writeText(document, cell, x + cell.area.x, y + cell.area.y);
      for (const rule of tableRules(mark)) paint(document, rule, mark.rule);
  }
}

function writeText(document: Document, { lines, marker, colour }: TextBlock, x: number, y: number): void {
  for (const line of marker ? [marker, ...lines] : lines) writeLine(document, line, x, y, colour);
}

function writeLine(document: Document, line: Line, x: number, y: number, colour: string): void {
  for (const piece of line.pieces) writePiece(document, piece, x + line.x + piece.x, y + line.baseline, colour);
}

function writePiece(document: Document, piece: Piece, x: number, baseline: number, colour: string): void {
  if (piece.kind === 'formula') {
    writeFormula(document, piece.formula, x, baseline, piece.size, colour);
    return;
  }
  const { text, face, size, raise } = piece;
  document.registerFont(face.name, face.bytes);
  document.font(face.name).fontSize(size).fillColor(colour);
  document.text(text, x, baseline - raise, { lineBreak: false, baseline: 'alphabetic' });
}

function writeFormula(
  document: Document,
  { outlines }: SetFormula,
  x: number,
  baseline: number,
  size: number,
  colour: string,
) {
  for (const { path, matrix } of outlines) {
    document
      .save()
      .transform(size, 0, 0, size, x, baseline)
      .transform(...matrix);
    document.path(path).fill(colour).restore();
  }
}

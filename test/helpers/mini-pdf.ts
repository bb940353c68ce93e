/** PDFs made on the spot: text at given places in the standard fonts, in points with origin top left. */

export interface MiniText {
  readonly x: number;
  /** Of the baseline, from the top. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly font?: 'regular' | 'bold' | 'italic';
}

export interface MiniPage {
  readonly texts: readonly MiniText[];
  /** Level rules as x0, x1, y. */
  readonly rules?: readonly (readonly [number, number, number])[];
  readonly width?: number;
  readonly height?: number;
  readonly rotate?: number;
  /** Any further page entries, as PDF source. */
  readonly extra?: string;
}

const FONTS = { regular: 'Times-Roman', bold: 'Times-Bold', italic: 'Times-Italic' } as const;

export function miniPdf(pages: readonly MiniPage[]): Buffer {
  const fonts = Object.entries(FONTS).map(
    ([key, name]) => `/${key}<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`,
  );
  const kids = pages.map((_, i) => `${3 + 2 * i} 0 R`);
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Count ${pages.length}/Kids[${kids.join(' ')}]>>`];
  for (const page of pages) {
    const { width = 612, height = 792, rotate = 0, extra = '' } = page;
    const content = contentOf(page, height);
    const contents = `${objects.length + 2} 0 R`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Rotate ${rotate}/Resources<</Font<<${fonts.join('')}>>>>/Contents ${contents}${extra}>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    );
  }
  return assembled(objects);
}

function contentOf({ texts, rules = [] }: MiniPage, height: number): string {
  const shown = texts.map(({ x, y, text, size = 10, font = 'regular' }) => {
    const escaped = text.replace(/[\\()]/g, '\\$&');
    return `BT /${font} ${size} Tf ${x} ${height - y} Td (${escaped}) Tj ET`;
  });
  const drawn = rules.map(([x0, x1, y]) => `${x0} ${height - y} m ${x1} ${height - y} l S`);
  return [...shown, ...drawn].join('\n');
}

function assembled(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`;
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

/** Lines of a paragraph set under one another, `leading` points apart. */
export function linesAt(x: number, y: number, lines: readonly string[], leading = 12): MiniText[] {
  return lines.map((text, i) => ({ x, y: y + i * leading, text }));
}

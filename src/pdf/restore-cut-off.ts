/** A PDF whose end is missing, as downloads and full disks leave them → one of the pages that are there in whole. */
import { type ScannedObjects, scanObjects } from './scan-objects.ts';

const PAGE = /\/Type\s*\/Page(?![\p{L}\d])/u;
/** Entries that lead from a page to others, or to what is not drawn. */
const ASIDE =
  /\/(?:Parent|Annots|B|Kids|StructParents?|Thumb|Metadata|PieceInfo|OC|OPI|Group|ParentTree|Tabs)\s*(?:\d+\s+\d+\s+R|\[[^\]]*\])/g;
const REFERENCE = /(\d+)\s+\d+\s+R\b/g;
/** What a page may have from the nodes above it. */
const INHERITED = ['/Resources', '/MediaBox'];

/** A header stands in so many first bytes. */
const HEAD = 1024;

/** Behind the last mark of an end there are objects still. */
export function isCutOff(bytes: Uint8Array): boolean {
  const pdf = bufferOf(bytes);
  const end = Math.max(0, pdf.lastIndexOf('%%EOF'));
  return pdf.subarray(0, HEAD).includes('%PDF-') && pdf.includes(' obj', end);
}

/** `null` for a file that is not cut off, that is encrypted, or of which no page is left. */
export function restoreCutOff(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (!isCutOff(bytes)) return null;
  const pdf = bufferOf(bytes).toString('latin1');
  if (/\/Encrypt\s+\d/.test(pdf)) return null;
  const objects = scanObjects(pdf);
  const pages = [...objects].filter(([number, { text }]) => PAGE.test(text) && isWhole(number, objects));
  if (pages.length === 0) return null;
  const numbers = pages.map(([number]) => number);
  return new Uint8Array(Buffer.from(pdf + ending(pdf.length, objects, numbers), 'latin1'));
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** The page's words, fonts and pictures are all there. */
function isWhole(page: number, objects: ScannedObjects): boolean {
  const texts = [...withParents(page, objects)];
  const own = texts[0] ?? '';
  const inherited = INHERITED.map((key) => texts.find((text) => text.includes(key)));
  if (inherited.includes(undefined)) return false;
  const seen = new Set<number>();
  const open = [own, ...inherited].flatMap((text) => referencesOf(text ?? ''));
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (seen.has(number)) continue;
    const object = objects.get(number);
    if (!object) return false;
    seen.add(number);
    open.push(...referencesOf(object.text));
  }
  return true;
}

/** The page, and the nodes of the tree above it. */
function* withParents(page: number, objects: ScannedObjects): Generator<string> {
  const seen = new Set<number>();
  for (let number = page; !seen.has(number); ) {
    const object = objects.get(number);
    if (!object) return;
    seen.add(number);
    yield object.text;
    number = Number(/\/Parent\s+(\d+)\s+\d+\s+R/.exec(object.text)?.[1]);
  }
}

const referencesOf = (text: string): number[] =>
  [...text.replace(ASIDE, '').matchAll(REFERENCE)].map((reference) => Number(reference[1]));

/** What to write behind the cut: objects that were packed, a tree of the pages, and a table of where everything is. */
function ending(cut: number, objects: ScannedObjects, pages: readonly number[]): string {
  const last = Math.max(...objects.keys());
  const [tree, catalog] = [last + 1, last + 2];
  const kids = pages.map((page) => `${page} 0 R`).join(' ');
  const added = new Map(
    [...objects].flatMap(([number, { text, offset }]) => (offset === null ? [[number, text]] : [])),
  );
  added.set(tree, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  added.set(catalog, `<< /Type /Catalog /Pages ${tree} 0 R >>`);
  const offsets = new Map([...objects].flatMap(([number, { offset }]) => (offset === null ? [] : [[number, offset]])));
  let text = '\n';
  for (const [number, object] of added) {
    offsets.set(number, cut + text.length);
    text += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const entries = [...offsets].map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  const trailer = `trailer\n<< /Size ${catalog + 1} /Root ${catalog} 0 R >>\nstartxref\n${cut + text.length}\n%%EOF\n`;
  return `${text}xref\n0 1\n0000000000 65535 f \n${entries.join('')}${trailer}`;
}

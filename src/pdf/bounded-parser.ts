/**
 * pdfjs's parsing half, with bounds that it has no options for: every filter counts what it puts out, and of images
 * place and size are known without a pixel being decoded (of real papers that was two thirds of the time, and 100 MB at
 * once for one large picture). Its classes are not exported, so the lines that matter are changed while it is loaded; a
 * line that is not found ends the program, and a test asks for each.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const EXTENSION = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const COUNTER = new URL(`./decoded-bytes.${EXTENSION}`, import.meta.url).href;
const PARSER = '/pdfjs-dist/legacy/build/pdf.worker.mjs';

/** Masks up to so many pixels are decoded: letters of Type 3 fonts are drawn with such. */
const SMALL_MASK = 2 ** 20;

/** States saved deeper than this are not kept apart: each is looked up through all that it was copied from. */
const DEEPEST_STATE = 512;

/** Codes that a font's map of characters may name: sixteen planes of Unicode. */
const MOST_CODES = 2 ** 20;

/** Characters of one string; a page's text has a hundred thousand at most. */
const LONGEST_STRING = 4_000_000;

/** What a glyph takes while a page is read, counted as bytes that were decoded. */
const BYTES_A_GLYPH = 64;

/** What stands there, and what is to. */
const CHANGES: readonly (readonly [found: string, wanted: string])[] = [
  // All filters but the native ones grow their buffer here.
  ['const buffer2 = new Uint8Array(size);', 'const buffer2 = new Uint8Array(decoded(size));'],
  ['totalLength += chunk.byteLength;', 'totalLength += decoded(chunk.byteLength);'],
  ['totalOutput += s.outputUsed;', 'totalOutput += decoded(s.outputUsed);'],
  ['this.state = old.clone();', `this.state = this.stateStack.length > ${DEEPEST_STATE} ? old : old.clone();`],
  ['const MAX_MAP_RANGE = 2 ** 24 - 1;', `const MAX_MAP_RANGE = ${MOST_CODES};`],
  [
    'let charBuffered = false;',
    `let charBuffered = false;\n      if (strBuf.length > ${LONGEST_STRING}) decoded(Infinity);`,
  ],
  [
    'const glyphs = font.charsToGlyphs(chars);\n    if (font.data) {',
    `decoded(${BYTES_A_GLYPH} * chars.length);\n    const glyphs = font.charsToGlyphs(chars);\n    if (font.data) {`,
  ],
  ['PDFImage.buildImage({', 'unpainted({'],
  [
    'imgData = await PDFImage.createMask({',
    `imgData = w * h > ${SMALL_MASK} ? unpaintedMask(w, h) : await PDFImage.createMask({`,
  ],
];

const PREFIX = `import { decoded } from ${JSON.stringify(COUNTER)};
const unpainted = () => Promise.reject(new Error('not decoded'));
const unpaintedMask = (width, height) => ({ width, height, interpolate: false, data: new Uint8Array(1) });
`;

/** @throws Error when pdfjs is not the one that was looked at */
export function bounded(source: string): string {
  for (const [found] of CHANGES)
    if (source.split(found).length !== 2) throw new Error(`pdfjs-dist has changed: where is "${found}"?`);
  return PREFIX + CHANGES.reduce((text, [found, wanted]) => text.replace(found, wanted), source);
}

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(PARSER)) return loaded;
    return { ...loaded, source: bounded(readFileSync(new URL(url), 'utf8')) };
  },
});
export const { WorkerMessageHandler } = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
hooks.deregister();

/** Fonts of formulas by their names: how they are encoded and which alphabet their letters are. */
import { MSAM, MSBM, OML, OMS, OMX } from './encodings.ts';
import type { Face } from './formula-box.ts';

export interface MathFont {
  /** Slot → character, for fonts that follow one of TeX's encodings; `null` where Unicode tells. */
  readonly encoding: readonly string[] | null;
  /** Of Latin letters. */
  readonly face: Face;
  /** Its signs hang below their origin, as those of Computer Modern's extension font do. */
  readonly extension: boolean;
  /** Code → slot of the encoding. */
  slotOf(code: number): number;
  /** What stands outside of the encoding. */
  readonly extra: ReadonlyMap<number, string>;
}

interface Family {
  readonly name: RegExp;
  readonly encoding: readonly string[] | null;
  readonly face: Face;
}

const FAMILIES: readonly Family[] = [
  {
    name: /^(?:cmmib|lmmathitalic.*bold|fourier-math-letters-bold|rtxbmi|txbmi|rpxbmi|pxbmi)/i,
    encoding: OML,
    face: 'bi',
  },
  { name: /^(?:new(?:tx|px)bmi|tx(?:b)mia|pxbmia)/i, encoding: null, face: 'bi' },
  { name: /^(?:txmia|pxmia)/i, encoding: null, face: 'it' },
  {
    name: /^(?:cmmi|lmmathitalic|rtxmi|txmi|rpxmi|pxmi|fourier-math-letters-italic|futmi|mtmi|rmtmi|hvmath|zplmr7m|ztmcmr)/i,
    encoding: OML,
    face: 'it',
  },
  { name: /^(?:fourier-math-letters|eurm)/i, encoding: OML, face: 'rm' },
  { name: /^(?:cmbsy|txbsys?$|pxbsys?$)/i, encoding: OMS, face: 'cal' },
  { name: /^(?:cmsy|lmmathsymbols|txsys?$|pxsys?$|fourier-math-symbols|mtsy|rmtsy)/i, encoding: OMS, face: 'cal' },
  {
    name: /^(?:cmex|lmmathextension|tx(?:b)?exs?$|px(?:b)?exs?$|fourier-math-extension|mtex|rmtex|euex)/i,
    encoding: OMX,
    face: 'rm',
  },
  { name: /^(?:msam|tx(?:b)?sya|px(?:b)?sya)/i, encoding: MSAM, face: 'rm' },
  { name: /^(?:msbm|tx(?:b)?syb|px(?:b)?syb|fourier-math-blackboard)/i, encoding: MSBM, face: 'bb' },
  { name: /^(?:bbm|dsrom|dsss|bbold)/i, encoding: null, face: 'bb' },
  { name: /^(?:euf[mb]|yfrak|.*fraktur)/i, encoding: null, face: 'frak' },
  { name: /^(?:rsfs|eus[mb]|fourier-math-cal|.*calligra|.*mathscr|boondox.*cal)/i, encoding: null, face: 'cal' },
  {
    name: /^(?:new(?:tx|px)mi|tx(?:b)?syc|px(?:b)?syc|stmary|wasy|lasy|esint|yhmath|lmmath-|latinmodernmath|xitsmath|stix.*math|.*[a-z]math(?:$|-)|.*math-regular|cambriamath|asana|mathematicalpi|mathtime|symbol|standardsym)/i,
    encoding: null,
    face: 'it',
  },
];

/** Old conversions put the first 33 slots, which look like control characters, above the others. */
const firstSlot = (code: number): number => {
  if (code >= 161 && code <= 170) return code - 161;
  if (code >= 173 && code <= 195) return code - 163;
  return code === 196 ? 127 : code;
};

const NEWTX_PIECES = [48, 49, 64, 65, 66, 67];
const NEWTX_INTEGRALS = new Map([
  [175, 82],
  [185, 90],
]);

/** newtx and newpx have big operators and brackets of their own above their predecessors'. */
const newtxSlot = (code: number): number => {
  if (code >= 195 && code <= 222) return code - 125;
  return NEWTX_INTEGRALS.get(code) ?? NEWTX_PIECES[code - 169] ?? code;
};

/** Beyond the symbols of Computer Modern. */
const NEWTX_SIGNS = new Map([
  [157, '/'],
  [162, '¯'],
  [164, '˙'],
  [165, '¨'],
  [174, '\u20d7'],
]);
const NONE: ReadonlyMap<number, string> = new Map();

const known = new Map<string, MathFont | null>();

/** `null` for a font of text. */
export function mathFont(name: string): MathFont | null {
  let font = known.get(name);
  if (font === undefined) {
    const family = FAMILIES.find((candidate) => candidate.name.test(name));
    font = family
      ? {
          encoding: family.encoding,
          face: family.face,
          extension: family.encoding === OMX,
          slotOf: /^[tp]xb?exa?s?$/i.test(name) ? newtxSlot : /^[tp]x/i.test(name) ? (code) => code : firstSlot,
          extra: /^[tp]xb?sys?$/i.test(name) ? NEWTX_SIGNS : NONE,
        }
      : null;
    if (known.size > 10_000) known.clear();
    known.set(name, font);
  }
  return font;
}
